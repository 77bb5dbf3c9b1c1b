import { openQuery } from '../engine/index.ts';
import { ApiError } from '../errors.ts';
import { OverlayError } from '../schema/overlay.ts';
import type { ObjectDefinition, ValidationRule } from '../schema/types.ts';
import type { OrgDatabase } from './database.ts';
import { selectRow } from './rows.ts';
import type { WriteContext } from './writes.ts';

/** Of the query engine that judges the conditions. */
const version = '67.0';

/**
 * Throws FIELD_CUSTOM_VALIDATION_EXCEPTION for the first rule whose condition holds for a record that has just been
 * written. The caller's transaction then undoes the write.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_validationformulas.htm
 */
export function validate(database: OrgDatabase, object: ObjectDefinition, id: string, context: WriteContext): void {
  for (const rule of object.validationRules) {
    if (countOf(database, `WHERE Id = '${id}' AND (${rule.errorCondition})`, object, context) === 0) continue;
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

/** By itself first: inside of parentheses, `a) OR (b` would be one. */
function checkRule(database: OrgDatabase, object: ObjectDefinition, rule: ValidationRule, context: WriteContext): void {
  try {
    countOf(database, `WHERE ${rule.errorCondition} LIMIT 1`, object, context);
    countOf(database, `WHERE Id = null AND (${rule.errorCondition})`, object, context);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
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
