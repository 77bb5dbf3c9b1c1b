import type { FieldSchema } from '../../../soql/semantics/schema.ts';
import { type Cells, textOf } from '../csv/cells.ts';
import { csvLimits } from '../csv/format.ts';
import { isDate, isId, isInteger, isNumber } from './forms.ts';

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
export type CellCheck = (cells: Cells, index: number) => CellProblem | undefined;

/**
 * What a field takes, by its type.
 * https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/datafiles_date_format.htm
 */
export function cellCheckOf(field: Field): CellCheck {
  switch (field.type) {
    case 'id':
    case 'reference':
      return form(isId, 'BAD_ID');
    case 'boolean':
      return text(cell => booleans.has(cell.toLowerCase()), 'BAD_BOOLEAN');
    case 'int':
    case 'long':
      return form(isInteger, 'BAD_NUMBER');
    case 'double':
    case 'currency':
    case 'percent':
      return form(isNumber, 'BAD_NUMBER');
    case 'date':
      return form(isDate, 'BAD_DATE');
    case 'datetime':
      return form(isDatetime, 'BAD_DATETIME');
    case 'time':
      return text(cell => time.test(cell), 'BAD_TIME');
    case 'email': {
      const tooLong = lengthCheck(field);
      const wrong = text(cell => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell), 'BAD_EMAIL');
      return (cells, index) => tooLong(cells, index) ?? wrong(cells, index);
    }
    case 'picklist':
      return field.restrictedPicklist ? text(inPicklist(field), 'NOT_IN_PICKLIST') : lengthCheck(field);
    case 'multipicklist': {
      if (!field.restrictedPicklist) return () => undefined;
      const isValue = inPicklist(field);
      return text(cell => cell.split(';').every(isValue), 'NOT_IN_PICKLIST');
    }
    default:
      return lengthCheck(field);
  }
}

const form =
  (fits: (bytes: Buffer, start: number, end: number) => boolean, problem: CellProblem): CellCheck =>
  ({ bytes, starts, ends }, index) =>
    fits(bytes, starts[index]!, ends[index]!) ? undefined : problem;

const text =
  (fits: (cell: string) => boolean, problem: CellProblem): CellCheck =>
  (cells, index) =>
    fits(textOf(cells, index)) ? undefined : problem;

/** What no decoder could read stands as U+FFFD. */
const unreadable = '\ufffd';

function lengthCheck({ length }: Field): CellCheck {
  const most = Math.min(length || Number.POSITIVE_INFINITY, csvLimits.fieldLength);
  return (cells, index) => {
    // A character has one byte at least: most cells need not be decoded.
    const isShort = cells.ends[index]! - cells.starts[index]! <= most;
    if (isShort && !cells.isSuspect) return undefined;
    const cell = textOf(cells, index);
    if (cell.length > most) return 'TOO_LONG';
    return cell.includes(unreadable) ? 'BAD_ENCODING' : undefined;
  };
}

function inPicklist({ picklistValues }: Field): (cell: string) => boolean {
  const values = new Set(picklistValues.filter(({ active }) => active).map(({ value }) => value.toLowerCase()));
  return cell => values.has(cell.trim().toLowerCase());
}

const booleans = new Set(['true', 'yes', 'y', 'on', '1', 'false', 'no', 'n', 'off', '0']);

const time = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?$/;
const letterT = 84;

function isDatetime(bytes: Buffer, start: number, end: number): boolean {
  if (end - start <= 10 || bytes[start + 10] !== letterT || !isDate(bytes, start, start + 10)) return false;
  const rest = bytes.toString('utf8', start + 11, end);
  return time.test(rest) && /(Z|[+-]\d{2}:?\d{2})$/.test(rest);
}
