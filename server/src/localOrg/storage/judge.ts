import type { ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from './database.ts';
import { checkDuplicateRules } from './duplicateRules.ts';
import { type Saved, validate } from './validationRules.ts';
import type { WriteContext } from './writes.ts';

/**
 * Throws an ApiError for the first rule that refuses a record which has just been written. In the order of Salesforce:
 * duplicate rules come after validation rules.
 */
export function judge(database: OrgDatabase, object: ObjectDefinition, saved: Saved, context: WriteContext): void {
  validate(database, object, saved, context);
  checkDuplicateRules(database, object, saved, context);
}

export function hasRules({ validationRules, duplicateRules }: ObjectDefinition): boolean {
  return validationRules.length + duplicateRules.length > 0;
}
