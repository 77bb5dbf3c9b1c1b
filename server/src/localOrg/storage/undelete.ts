import { ApiError } from '../errors.ts';
import type { ObjectDefinition } from '../schema/types.ts';
import { modifiedBy } from './auditValues.ts';
import type { OrgDatabase } from './database.ts';
import { checkDuplicates } from './duplicates.ts';
import { normalizedId } from './ids.ts';
import { cannotWrite, malformedId } from './recordErrors.ts';
import { type Consequence, takeConsequences, wentAlong } from './recycleBin.ts';
import { rollUp } from './rollUps.ts';
import { eraseRow, type Row, selectRow, updateRow } from './rows.ts';
import { wireDateTime } from './scalarValues.ts';
import type { WriteContext } from './writes.ts';

/** In milliseconds: what was deleted longer ago cannot be brought back. */
const keptFor = 15 * 24 * 60 * 60 * 1000;

/**
 * Takes a record out of the recycle bin, with all that was deleted along with it; references that its deletion cleared
 * come back unless they were given another value meanwhile. Throws an ApiError 400 UNDELETE_FAILED for what is not in
 * the bin: a record that went along with another one is not, nor is one whose master is deleted.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_undelete.htm
 */
export function undeleteRecord(
  database: OrgDatabase,
  object: ObjectDefinition,
  id: string,
  context: WriteContext,
): void {
  if (!object.undeletable) throw cannotWrite(object, 'undeleted');
  const normalized = normalizedId(id);
  if (normalized === undefined) throw malformedId(id);
  context.lock?.(object, normalized);
  database.transaction(() => {
    const row = selectRow(database, object, normalized);
    if (row === undefined || !isInBin(database, object, row, context.now)) throw notInBin();
    restore(database, object, row, context);
    rollUp(database, object, row, context);
    for (const consequence of takeConsequences(database, normalized)) undo(database, consequence, context);
  });
}

/**
 * Takes a record out of the recycle bin for good, with all that was deleted along with it. Throws an ApiError 400
 * DELETE_FAILED for what is not in the bin.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_emptyrecyclebin.htm
 */
export function emptyFromRecycleBin(
  database: OrgDatabase,
  object: ObjectDefinition,
  id: string,
  context: WriteContext,
): void {
  const normalized = normalizedId(id);
  if (normalized === undefined) throw malformedId(id);
  context.lock?.(object, normalized);
  database.transaction(() => {
    const row = selectRow(database, object, normalized);
    if (row === undefined || !isInBin(database, object, row, context.now)) {
      throw new ApiError(400, 'DELETE_FAILED', 'Entity is not in the recycle bin', []);
    }
    eraseRow(database, object, normalized);
    for (const { object: name, id: along, field } of takeConsequences(database, normalized)) {
      const child = field === null ? database.schema.object(name) : undefined;
      if (child !== undefined) eraseRow(database, child, along);
    }
  });
}

function isInBin(database: OrgDatabase, object: ObjectDefinition, row: Row, now: Date): boolean {
  const oldest = wireDateTime(new Date(now.getTime() - keptFor));
  if (row.IsDeleted !== 1 || String(row.SystemModstamp ?? oldest) < oldest) return false;
  if (wentAlong(database, String(row.Id))) return false;
  const masters = object.fields.filter(({ onParentDelete }) => onParentDelete === 'cascade');
  return masters.every(({ name }) => isLiveOrEmpty(database, row[name]));
}

function isLiveOrEmpty(database: OrgDatabase, id: Row[string] | undefined): boolean {
  if (typeof id !== 'string') return true;
  const object = database.schema.objectOfId(id);
  const row = object && selectRow(database, object, id);
  return row !== undefined && row.IsDeleted !== 1;
}

function restore(database: OrgDatabase, object: ObjectDefinition, row: Row, context: WriteContext): void {
  checkDuplicates(database, object, row, String(row.Id));
  updateRow(database, object, { ...row, IsDeleted: 0, ...modifiedBy(context) });
}

function undo(database: OrgDatabase, { object: name, id, field, value }: Consequence, context: WriteContext): void {
  const object = database.schema.object(name);
  const row = object && selectRow(database, object, id);
  if (object === undefined || row === undefined) return;
  if (field === null) {
    restore(database, object, row, context);
    rollUp(database, object, row, undefined);
  } else if (row[field] === null) updateRow(database, object, { ...row, [field]: value, ...modifiedBy(context) });
}

function notInBin(): ApiError {
  return new ApiError(400, 'UNDELETE_FAILED', 'Entity is not in the recycle bin', []);
}
