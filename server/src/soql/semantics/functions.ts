// The functions of SOQL: where each may stand, what it takes and what it gives.
// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_agg_functions.htm
import type { FieldSchema, FieldType } from './schema.ts';

export type Clause = 'select' | 'where' | 'groupBy' | 'having' | 'orderBy';

export interface SoqlFunction {
  readonly name: string;
  readonly kind: 'aggregate' | 'date' | 'conversion' | 'location' | 'fieldList' | 'grouping' | 'formula';
  readonly clauses: readonly Clause[];
  /** The words that stand for the parameters in a signature. */
  readonly parameters: readonly string[];
  /** Types that the field may have which is the first argument; undefined where it takes something else. */
  readonly takes: ReadonlySet<FieldType> | undefined;
  /** Type of the result; undefined: that of the argument. */
  readonly gives: FieldType | undefined;
  readonly summary: string;
}

const numbers: readonly FieldType[] = ['int', 'long', 'double', 'currency', 'percent'];
const aggregated: readonly FieldType[] = [
  ...numbers,
  ...(['id', 'reference', 'string', 'email', 'phone', 'url', 'picklist', 'combobox', 'textarea'] as const),
  ...(['date', 'datetime'] as const),
];
const everywhereAggregated: readonly Clause[] = ['select', 'having', 'orderBy'];
const everywhere: readonly Clause[] = ['select', 'where', 'groupBy', 'having', 'orderBy'];

function aggregate(
  name: string,
  takes: readonly FieldType[],
  gives: FieldType | undefined,
  summary: string,
): SoqlFunction {
  return {
    name,
    kind: 'aggregate',
    clauses: everywhereAggregated,
    parameters: [takes === numbers ? 'numberField' : 'field'],
    takes: new Set(takes),
    gives,
    summary,
  };
}

function datePart(
  name: string,
  summary: string,
  takes: readonly FieldType[] = ['date', 'datetime'],
  gives: FieldType = 'int',
): SoqlFunction {
  return {
    name,
    kind: 'date',
    clauses: everywhere,
    parameters: [takes.includes('date') ? 'dateField' : 'dateTimeField'],
    takes: new Set(takes),
    gives,
    summary,
  };
}

function conversion(
  name: string,
  clauses: readonly Clause[],
  takes: readonly FieldType[],
  gives: FieldType | undefined,
  summary: string,
): SoqlFunction {
  const parameters = [
    takes.length === 1
      ? `${takes[0] === 'datetime' ? 'dateTime' : takes[0]}Field`
      : name === 'toLabel'
        ? 'picklistField'
        : 'field',
  ];
  return { name, kind: 'conversion', clauses, parameters, takes: new Set(takes), gives, summary };
}

export const soqlFunctions: readonly SoqlFunction[] = [
  aggregate('AVG', numbers, 'double', 'The average of a numeric field.'),
  aggregate('COUNT', aggregated, 'int', 'The number of rows that have a value in the field; COUNT() counts all rows.'),
  aggregate('COUNT_DISTINCT', aggregated, 'int', 'The number of different values in the field.'),
  aggregate('MAX', aggregated, undefined, 'The greatest value of the field; for a picklist, the last in its order.'),
  aggregate('MIN', aggregated, undefined, 'The least value of the field; for a picklist, the first in its order.'),
  aggregate('SUM', numbers, 'double', 'The sum of a numeric field.'),
  datePart('CALENDAR_MONTH', 'The month of a date: 1 for January to 12.'),
  datePart('CALENDAR_QUARTER', 'The quarter of a date: 1 for January to March, to 4.'),
  datePart('CALENDAR_YEAR', 'The year of a date.'),
  datePart('DAY_IN_MONTH', 'The day of the month: 1 to 31.'),
  datePart('DAY_IN_WEEK', 'The day of the week: 1 for Sunday to 7.'),
  datePart('DAY_IN_YEAR', 'The day of the year: 1 to 366.'),
  datePart('DAY_ONLY', 'The date of a date and time.', ['datetime'], 'date'),
  datePart('FISCAL_MONTH', 'The month of a date within the fiscal year of the organization.'),
  datePart('FISCAL_QUARTER', 'The quarter of a date within the fiscal year of the organization.'),
  datePart('FISCAL_YEAR', 'The fiscal year of a date.'),
  datePart('HOUR_IN_DAY', 'The hour of a date and time: 0 to 23.', ['datetime']),
  datePart('WEEK_IN_MONTH', 'The week of the month: 1 for the 1st to the 7th, to 5.'),
  datePart('WEEK_IN_YEAR', 'The week of the year: 1 for January 1st to 7th, to 53.'),
  conversion(
    'convertCurrency',
    ['select'],
    ['currency'],
    'currency',
    "The amount in the user's currency, in orgs with several currencies.",
  ),
  conversion(
    'convertTimezone',
    everywhere,
    ['datetime'],
    'datetime',
    "The date and time in the user's time zone; stands only inside a date function.",
  ),
  conversion(
    'FORMAT',
    ['select'],
    [...numbers, 'date', 'datetime', 'time'],
    'string',
    "The value as text, in the format of the user's locale.",
  ),
  conversion(
    'toLabel',
    ['select', 'where'],
    ['picklist', 'multipicklist', 'combobox', 'string', 'DataCategoryGroupReference'],
    'string',
    "The label of a value in the user's language.",
  ),
  {
    name: 'GROUPING',
    kind: 'grouping',
    clauses: everywhereAggregated,
    parameters: ['groupedField'],
    takes: undefined,
    gives: 'int',
    summary: '1 where the row is a subtotal over the field, else 0; with GROUP BY ROLLUP or CUBE.',
  },
  {
    name: 'DISTANCE',
    kind: 'location',
    clauses: ['select', 'where', 'orderBy'],
    parameters: ['locationField', 'GEOLOCATION(latitude, longitude)', "'mi' or 'km'"],
    takes: new Set(['location', 'address']),
    gives: 'double',
    summary: 'The distance between a field and a place, in miles or kilometers.',
  },
  {
    name: 'GEOLOCATION',
    kind: 'location',
    clauses: ['select', 'where', 'orderBy'],
    parameters: ['latitude', 'longitude'],
    takes: undefined,
    gives: 'location',
    summary: 'A place on the map; the second argument of DISTANCE.',
  },
  {
    name: 'FIELDS',
    kind: 'fieldList',
    clauses: ['select'],
    parameters: ['ALL, STANDARD or CUSTOM'],
    takes: undefined,
    gives: undefined,
    summary: 'All fields, or the standard or custom ones. ALL and CUSTOM need a LIMIT of at most 200.',
  },
  {
    name: 'FORMULA',
    kind: 'formula',
    clauses: ['where'],
    parameters: ["'fieldA + fieldB'"],
    takes: undefined,
    gives: undefined,
    summary: 'The sum or difference of two fields, to compare with a value. Beta.',
  },
];

const byName = new Map(soqlFunctions.map(f => [f.name.toLowerCase(), f]));

export function functionNamed(name: string): SoqlFunction | undefined {
  return byName.get(name.toLowerCase());
}

/** Whether the field may be the first argument of the function. */
export function accepts(fn: SoqlFunction, field: FieldSchema): boolean {
  if (!fn.takes) return fn.kind === 'grouping' && field.groupable;
  if (!fn.takes.has(field.type)) return false;
  return fn.kind !== 'aggregate' || field.aggregatable;
}
