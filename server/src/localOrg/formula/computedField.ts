import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import { compileFormula } from './compile.ts';
import { FormulaError } from './errors.ts';
import { formulaTypeOf } from './fieldValue.ts';
import { compileRollUp } from './rollUp.ts';

/** Where a field is. */
export interface FieldPlace {
  readonly object: () => ObjectDefinition;
  readonly objectNamed: (name: string) => ObjectDefinition | undefined;
}

/**
 * The field with the way to compute it, if it is a formula or a roll-up summary. One that cannot be computed is always
 * empty: describes of real orgs have formulas with what only these orgs know.
 */
export function withComputedValue(field: FieldDefinition, place: FieldPlace): FieldDefinition {
  if (field.generatedAs !== null || (field.calculatedFormula === null && field.summary === null)) return field;
  const known = new Map<string, string>();
  const computedAs = (row: string): string => {
    const sql = known.get(row) ?? unlessUnknown(field, place, row);
    if (sql !== undefined) known.set(row, sql);
    return sql ?? 'NULL';
  };
  return { ...field, computedAs };
}

/** Inside of another formula the error is that one's. */
function unlessUnknown(field: FieldDefinition, place: FieldPlace, row: string): string | undefined {
  try {
    return compileField(field, place, row);
  } catch (error) {
    if (error instanceof FormulaError && underway.size === 0) return undefined;
    throw error;
  }
}

/** Fields whose formulas are being compiled: one that comes to itself again never ends. */
const underway = new Set<string>();

/** The value of a formula or roll-up summary field as SQL over a row. Throws a FormulaError for what is wrong in it. */
export function compileField(field: FieldDefinition, { object, objectNamed }: FieldPlace, row: string): string {
  const key = `${object().name}.${field.name}`;
  if (underway.has(key)) {
    throw new FormulaError('Formula cannot use another formula field that directly or indirectly refers to itself.');
  }
  underway.add(key);
  try {
    const context = { object: object(), objectNamed, row, blanksAreZero: field.formulaTreatNullNumberAsZero };
    if (field.summary !== null) return compileRollUp(field.summary, context);
    return resultSql(field, compileFormula(field.calculatedFormula ?? '', context));
  } finally {
    underway.delete(key);
  }
}

/** As the field shows it: numbers rounded, an empty text is none. */
function resultSql(field: FieldDefinition, { type, sql }: ReturnType<typeof compileFormula>): string {
  const wanted = formulaTypeOf(field);
  if (type === 'Null') return 'NULL';
  if (type !== wanted) {
    throw new FormulaError(
      `Formula result is data type (${type}), incompatible with expected data type (${wanted ?? field.type}).`,
    );
  }
  if (type === 'Number') return `formula_round(${field.type === 'percent' ? `(${sql}) * 100` : sql}, ${field.scale})`;
  return type === 'Text' ? `nullif(${sql}, '')` : sql;
}
