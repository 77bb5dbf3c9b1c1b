import { openQuery } from '../engine/index.ts';
import { ApiError } from '../errors.ts';
import { compileFormula } from '../formula/compile.ts';
import { FormulaError } from '../formula/errors.ts';
import { OverlayError } from '../schema/overlayChecks.ts';
import type { ObjectDefinition, ValidationRule } from '../schema/types.ts';
import type { OrgDatabase } from './database.ts';
import { type Row, selectRow } from './rows.ts';
import { quoted } from './tables.ts';
import type { WriteContext } from './writes.ts';

/** Of the query engine that judges the conditions. */
const version = '67.0';

/** One write of a record. */
export interface Saved {
  readonly id: string;
  /** The row as it was; none: it is new. */
  readonly before: Row | undefined;
}

/**
 * Throws FIELD_CUSTOM_VALIDATION_EXCEPTION for the first rule whose condition holds for a record that has just been
 * written. The caller's transaction then undoes the write.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_validationformulas.htm
 */
export function validate(database: OrgDatabase, object: ObjectDefinition, saved: Saved, context: WriteContext): void {
  for (const rule of object.validationRules) {
    const holds = rule.errorConditionFormula === undefined ? conditionHolds : formulaHolds;
    if (!holds(database, object, rule, saved, context)) continue;
    const fields = rule.errorDisplayField === undefined ? [] : [rule.errorDisplayField];
    throw new ApiError(400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', rule.errorMessage, fields);
  }
}

/** Throws an OverlayError for a rule whose condition is no condition of its object. */
export function checkValidationRules(database: OrgDatabase, context: WriteContext): void {
  for (const object of database.schema.objects) {
    for (const rule of object.validationRules) checkRule(database, object, rule, context);
  }
}

function conditionHolds(
  database: OrgDatabase,
  object: ObjectDefinition,
  { errorCondition }: ValidationRule,
  { id }: Saved,
  context: WriteContext,
): boolean {
  return countOf(database, `WHERE Id = '${id}' AND (${errorCondition})`, object, context) > 0;
}

function formulaHolds(
  database: OrgDatabase,
  object: ObjectDefinition,
  rule: ValidationRule,
  { id, before }: Saved,
): boolean {
  const was = before === undefined ? null : JSON.stringify(before);
  const found = database.prepare(formulaStatement(database, object, rule)).get({ id, before: was });
  return found?.holds === 1;
}

const formulaStatements = new WeakMap<ValidationRule, string>();

/** Compiled once; a blank number is blank in a rule. */
function formulaStatement({ schema }: OrgDatabase, object: ObjectDefinition, rule: ValidationRule): string {
  const known = formulaStatements.get(rule);
  if (known !== undefined) return known;
  const { type, sql } = compileFormula(rule.errorConditionFormula ?? '', {
    object,
    objectNamed: schema.object,
    row: 't',
    blanksAreZero: false,
    before: ':before',
  });
  if (type !== 'Boolean') {
    throw new FormulaError(`Formula result is data type (${type}), incompatible with expected data type (Boolean).`);
  }
  // The name of the record as it was must be there even if the formula does not ask for it.
  const statement = `SELECT ${sql} AS holds, :before IS NULL AS isNew FROM ${quoted(object.name)} AS t WHERE t."Id" = :id`;
  formulaStatements.set(rule, statement);
  return statement;
}

/** By itself first: inside of parentheses, `a) OR (b` would be one. */
function checkRule(database: OrgDatabase, object: ObjectDefinition, rule: ValidationRule, context: WriteContext): void {
  try {
    if (rule.errorConditionFormula !== undefined) {
      formulaStatement(database, object, rule);
      return;
    }
    countOf(database, `WHERE ${rule.errorCondition} LIMIT 1`, object, context);
    countOf(database, `WHERE Id = null AND (${rule.errorCondition})`, object, context);
  } catch (error) {
    if (!(error instanceof ApiError || error instanceof FormulaError)) throw error;
    throw new OverlayError(`Validation rule ${rule.fullName} on object ${object.name}: ${error.message}`);
  }
}

function countOf(
  database: OrgDatabase,
  where: string,
  { name }: ObjectDefinition,
  { userId, now }: WriteContext,
): number {
  const user = database.schema.object('User');
  const row = user && selectRow(database, user, userId);
  const { totalSize } = openQuery({
    db: database.sqlite,
    schema: database.schema,
    text: `SELECT COUNT() FROM ${name} ${where}`,
    user: { id: userId, timeZone: String(row?.TimeZoneSidKey ?? 'UTC'), locale: String(row?.LocaleSidKey ?? 'en_US') },
    now,
    includeDeleted: false,
    version,
  });
  return totalSize;
}
