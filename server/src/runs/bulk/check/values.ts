import type { FieldSchema } from '../../../soql/semantics/schema.ts';
import { csvLimits } from '../csv/format.ts';

/** What may be wrong with a cell. */
export type CellProblem =
  | 'BAD_ID'
  | 'BAD_BOOLEAN'
  | 'BAD_NUMBER'
  | 'BAD_DATE'
  | 'BAD_DATETIME'
  | 'BAD_TIME'
  | 'BAD_EMAIL'
  | 'NOT_IN_PICKLIST'
  | 'TOO_LONG'
  | 'BAD_ENCODING';

type Field = Pick<FieldSchema, 'type' | 'length' | 'restrictedPicklist' | 'picklistValues'>;

/** Tells what is wrong with a cell that is neither empty nor `#N/A`. */
export type CellCheck = (cell: string) => CellProblem | undefined;

/**
 * What a field takes, by its type.
 * https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/datafiles_date_format.htm
 */
export function cellCheckOf(field: Field): CellCheck {
  switch (field.type) {
    case 'id':
    case 'reference':
      return cell => (isId(cell) ? undefined : 'BAD_ID');
    case 'boolean':
      return cell => (booleans.has(cell.toLowerCase()) ? undefined : 'BAD_BOOLEAN');
    case 'int':
    case 'long':
      return cell => (/^[+-]?\d{1,19}(\.0*)?$/.test(cell) ? undefined : 'BAD_NUMBER');
    case 'double':
    case 'currency':
    case 'percent':
      return cell => (isNumber(cell) ? undefined : 'BAD_NUMBER');
    case 'date':
      return cell => (isDate(cell) ? undefined : 'BAD_DATE');
    case 'datetime':
      return cell => (isDatetime(cell) ? undefined : 'BAD_DATETIME');
    case 'time':
      return cell => (time.test(cell) ? undefined : 'BAD_TIME');
    case 'email':
      return both(lengthCheck(field), cell => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell) ? undefined : 'BAD_EMAIL'));
    case 'picklist':
      return field.restrictedPicklist ? picklistCheck(field) : lengthCheck(field);
    case 'multipicklist': {
      if (!field.restrictedPicklist) return () => undefined;
      const check = picklistCheck(field);
      return cell => cell.split(';').map(check).find(Boolean);
    }
    default:
      return lengthCheck(field);
  }
}

const both =
  (first: CellCheck, second: CellCheck): CellCheck =>
  cell =>
    first(cell) ?? second(cell);

/** What no decoder could read stands as U+FFFD. */
const unreadable = '\ufffd';

function lengthCheck({ length }: Field): CellCheck {
  const most = Math.min(length || Number.POSITIVE_INFINITY, csvLimits.fieldLength);
  return cell => {
    if (cell.length > most) return 'TOO_LONG';
    return cell.includes(unreadable) ? 'BAD_ENCODING' : undefined;
  };
}

function picklistCheck({ picklistValues }: Field): CellCheck {
  const values = new Set(picklistValues.filter(({ active }) => active).map(({ value }) => value.toLowerCase()));
  return cell => (values.has(cell.trim().toLowerCase()) ? undefined : 'NOT_IN_PICKLIST');
}

const booleans = new Set(['true', 'yes', 'y', 'on', '1', 'false', 'no', 'n', 'off', '0']);

/** The plain form first: it is what nearly all cells have. */
function isNumber(cell: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(cell);
}

const time = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?$/;

function isDatetime(cell: string): boolean {
  return (
    cell[10] === 'T' && isDate(cell.slice(0, 10)) && time.test(cell.slice(11)) && /(Z|[+-]\d{2}:?\d{2})$/.test(cell)
  );
}

/** `yyyy-MM-dd` of a day that the calendar has. */
function isDate(cell: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(cell)) return false;
  const [year, month, day] = [Number(cell.slice(0, 4)), Number(cell.slice(5, 7)), Number(cell.slice(8))];
  if (year < 1700 || year > 4000 || month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31);
}

const suffixes = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** 15 characters, or 18 of which the last three tell the case of the others. */
function isId(cell: string): boolean {
  if (/^[A-Za-z0-9]{15}$/.test(cell)) return true;
  if (!/^[A-Za-z0-9]{18}$/.test(cell)) return false;
  for (let block = 0; block < 3; block++) {
    let bits = 0;
    for (let place = 0; place < 5; place++) {
      const code = cell.charCodeAt(block * 5 + place);
      if (code >= 65 && code <= 90) bits |= 1 << place;
    }
    if (cell[15 + block]!.toUpperCase() !== suffixes[bits]) return false;
  }
  return true;
}
