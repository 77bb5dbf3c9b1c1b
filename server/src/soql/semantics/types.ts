// Which literals and operators go with which field types.
// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_comparisonoperators.htm
import type { NodeKind } from '../syntax/kinds.ts';
import type { FieldType } from './schema.ts';

/** Types that compare alike. */
export type TypeFamily =
  | 'text'
  | 'id'
  | 'boolean'
  | 'number'
  | 'currency'
  | 'date'
  | 'datetime'
  | 'time'
  | 'multipicklist';

const families: Readonly<Partial<Record<FieldType, TypeFamily>>> = {
  id: 'id',
  reference: 'id',
  string: 'text',
  textarea: 'text',
  picklist: 'text',
  combobox: 'text',
  email: 'text',
  phone: 'text',
  url: 'text',
  encryptedstring: 'text',
  multipicklist: 'multipicklist',
  boolean: 'boolean',
  int: 'number',
  long: 'number',
  double: 'number',
  percent: 'number',
  currency: 'currency',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
};

/** Undefined for types that no literal can be compared with, or about which nothing is known. */
export function familyOf(type: FieldType | undefined): TypeFamily | undefined {
  return type && families[type];
}

const literals: Readonly<Record<TypeFamily, readonly NodeKind[]>> = {
  text: ['StringLiteral'],
  id: ['StringLiteral'],
  multipicklist: ['StringLiteral'],
  boolean: ['BooleanLiteral'],
  number: ['NumberLiteral'],
  currency: ['NumberLiteral', 'CurrencyLiteral'],
  date: ['DateLiteral', 'RelativeDate'],
  datetime: ['DateTimeLiteral', 'RelativeDate'],
  time: ['TimeLiteral'],
};

/** Whether a value node of this kind can be compared with the family; NULL and binds go with everything. */
export function takesLiteral(family: TypeFamily, kind: NodeKind): boolean {
  return kind === 'NullLiteral' || kind === 'Bind' || literals[family].includes(kind);
}

const comparisons = ['=', '!=', '<', '<=', '>', '>='] as const;
const operators: Readonly<Record<TypeFamily, readonly string[]>> = {
  text: ['=', '!=', 'LIKE', 'IN', 'NOT IN', '<', '<=', '>', '>='],
  id: ['=', '!=', 'IN', 'NOT IN', '<', '<=', '>', '>='],
  multipicklist: ['INCLUDES', 'EXCLUDES', '=', '!=', 'IN', 'NOT IN'],
  boolean: ['=', '!=', 'IN', 'NOT IN'],
  number: [...comparisons, 'IN', 'NOT IN'],
  currency: [...comparisons, 'IN', 'NOT IN'],
  date: [...comparisons, 'IN', 'NOT IN'],
  datetime: [...comparisons, 'IN', 'NOT IN'],
  time: [...comparisons, 'IN', 'NOT IN'],
};

/** The operators of a family, the most used first. */
export function operatorsOf(family: TypeFamily): readonly string[] {
  return operators[family];
}

/** The words in which a person is told what a family takes. */
export const familyWords: Readonly<Record<TypeFamily, string>> = {
  text: "text in single quotes, as in 'text'",
  id: 'an Id in single quotes',
  multipicklist: "values in single quotes, as in 'A;B'",
  boolean: 'TRUE or FALSE',
  number: 'a number without quotes',
  currency: 'a number without quotes',
  date: 'a date, as in 2026-01-31 or TODAY',
  datetime: 'a date and time, as in 2026-01-31T10:00:00Z or TODAY',
  time: 'a time, as in 10:00:00Z',
};
