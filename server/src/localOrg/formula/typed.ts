import { FormulaError } from './errors.ts';

/** As the messages of Setup call them. */
export type FormulaType =
  | 'Number'
  | 'Text'
  | 'Boolean'
  | 'Date'
  | 'DateTime'
  | 'Time'
  | 'Location'
  | 'Picklist'
  | 'Multi-Select Picklist'
  | 'Null';

/**
 * A part of a formula as SQL. Texts and picklists are never null, an empty one is `''`; booleans are 0 or 1, never
 * null. Numbers and dates are null when they are blank.
 */
export interface Typed {
  readonly type: FormulaType;
  readonly sql: string;
  /** Of a literal text. */
  readonly literal?: string;
  /** Of a field: as the formula names it. */
  readonly field?: string;
}

export const number = (sql: string): Typed => ({ type: 'Number', sql });
export const text = (sql: string): Typed => ({ type: 'Text', sql: `coalesce(${sql}, '')` });
export const truth = (sql: string): Typed => ({ type: 'Boolean', sql: `coalesce(${sql}, 0)` });

export function textLiteral(value: string): Typed {
  return { type: 'Text', sql: `'${value.replaceAll("'", "''")}'`, literal: value };
}

/**
 * The SQL of a parameter that must be of one of these types. NULL is of every type.
 * @param of `function 'LEFT()'` or `operator '+'`
 */
export function sqlOf(given: Typed, of: string, ...wanted: readonly FormulaType[]): string {
  const { type, sql } = given;
  if (wanted.includes(type)) return sql;
  if (type === 'Null') return blankOf(wanted[0] ?? 'Null');
  if (type === 'Picklist' || type === 'Multi-Select Picklist') throw onlyInSome(given);
  throw new FormulaError(`Incorrect parameter type for ${of}. Expected ${wanted.join(', ')}, received ${type}`);
}

/** The SQL of a value as one of this type, which it must be. */
export function blankOf(type: FormulaType): string {
  if (type === 'Text' || type === 'Picklist' || type === 'Multi-Select Picklist') return "''";
  return type === 'Boolean' ? '0' : 'NULL';
}

function onlyInSome({ type, field = '' }: Typed): FormulaError {
  const kind = type.toLowerCase();
  const name = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  return new FormulaError(`Field ${field} is a ${kind} field. ${name} fields are only supported in certain functions.`);
}

/** The type that all of these values have in common. */
export function commonType(values: readonly Typed[], of: string): FormulaType {
  const first = values.find(({ type }) => type !== 'Null');
  if (first === undefined) return 'Null';
  if (first.type === 'Picklist' || first.type === 'Multi-Select Picklist') throw onlyInSome(first);
  for (const value of values) sqlOf(value, of, first.type);
  return first.type;
}
