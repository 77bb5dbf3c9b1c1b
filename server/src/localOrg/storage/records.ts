import type { ObjectDefinition } from '../schema/types.ts';
import { createdBy, modifiedBy } from './auditValues.ts';
import { changesOf, requireValues, withDefaults } from './changes.ts';
import { releaseChildren } from './children.ts';
import type { OrgDatabase } from './database.ts';
import { derivedValues } from './derivedValues.ts';
import { checkDuplicates } from './duplicates.ts';
import { keepChanges, keepCreation } from './history.ts';
import { normalizedId } from './ids.ts';
import { hasRules, judge } from './judge.ts';
import { liveRow } from './lookups.ts';
import { cannotWrite } from './recordErrors.ts';
import { checkRecordType } from './recordTypes.ts';
import { remember } from './recycleBin.ts';
import { checkReferences } from './references.ts';
import { withReferences } from './relationshipValues.ts';
import { rollUp } from './rollUps.ts';
import { eraseRow, insertRow, nextId, type Row, updateRow } from './rows.ts';
import { keepStage } from './stageHistory.ts';
import { checkTypedPicklists } from './typedPicklists.ts';
import type { RecordValues, WriteContext } from './writes.ts';

// Single records, with the rules that Salesforce keeps for each of them. Everything is synchronous; a write is one
// transaction. What a rule forbids is thrown as an ApiError in Salesforce's words.

/** Makes a record and returns its Id (18 characters). */
export function createRecord(
  database: OrgDatabase,
  object: ObjectDefinition,
  values: RecordValues,
  context: WriteContext,
): string {
  if (!object.createable) throw cannotWrite(object, 'inserted');
  context.lock?.(object, undefined);
  return saving(
    database,
    object,
  )(() => {
    const id = nextId(database, object);
    const changes = checkedChanges(database, object, values, 'createable');
    // One object all the way: copies of it would cost a load of many rows more than the rules do.
    const row: Row = Object.assign(withDefaults(object, changes, context.userId), createdBy(object, id, context));
    row.Id = id;
    Object.assign(row, derivedValues(database, object, { row, changes, before: undefined, context }));
    checkTypedPicklists(database, object, row, changes);
    requireValues(object, row);
    checkDuplicates(database, object, changes, id);
    insertRow(database, object, row);
    judge(database, object, { id, before: undefined }, context);
    rollUp(database, object, row, context);
    keepCreation(database, object, id, context);
    keepStage(database, object, { id, before: undefined }, context);
    return id;
  });
}

/** Changes the named fields of a record; null empties one. */
export function updateRecord(
  database: OrgDatabase,
  object: ObjectDefinition,
  id: string,
  values: RecordValues,
  context: WriteContext,
): void {
  if (!object.updateable) throw cannotWrite(object, 'updated');
  context.lock?.(object, id);
  saving(
    database,
    object,
  )(() => {
    const before = liveRow(database, object, id);
    const changes = checkedChanges(database, object, values, 'updateable');
    const row = { ...before, ...changes, ...modifiedBy(context) };
    const complete = { ...row, ...derivedValues(database, object, { row, changes, before, context }) };
    checkTypedPicklists(database, object, complete, changes);
    requireValues(object, complete);
    checkDuplicates(database, object, changes, String(before.Id));
    updateRow(database, object, complete);
    judge(database, object, { id: String(before.Id), before }, context);
    rollUp(database, object, complete, context);
    keepChanges(database, object, { before, after: complete }, context);
    keepStage(database, object, { id: String(before.Id), before }, context);
  });
}

/**
 * Moves a record to the recycle bin, and with it those that belong to it; records that only point at it lose that
 * value. Objects without a recycle bin lose the row.
 */
export function deleteRecord(database: OrgDatabase, object: ObjectDefinition, id: string, context: WriteContext): void {
  if (!object.deletable) throw cannotWrite(object, 'deleted');
  context.lock?.(object, id);
  database.transaction(() => remove(database, object, liveRow(database, object, id), context));
}

/** Deletes a record past the recycle bin. What belonged to it is deleted as `deleteRecord` does it. */
export function eraseRecord(database: OrgDatabase, object: ObjectDefinition, id: string, context: WriteContext): void {
  database.transaction(() => {
    deleteRecord(database, object, id, context);
    if (object.field('IsDeleted') !== undefined) eraseRow(database, object, String(normalizedId(id)));
  });
}

/** Rules judge the record when it is written: then a write of its own must be undone. */
function saving(database: OrgDatabase, object: ObjectDefinition): OrgDatabase['transaction'] {
  return hasRules(object) ? database.transaction : database.joinTransaction;
}

/** References are looked up before anything is derived from the records behind them. */
function checkedChanges(
  database: OrgDatabase,
  object: ObjectDefinition,
  values: RecordValues,
  flag: 'createable' | 'updateable',
): Row {
  const changes = changesOf(object, withReferences(database, object, values), flag);
  checkRecordType(database, object, changes);
  checkReferences(database, object, changes);
  return changes;
}

/** @param deleted the record that the user deletes, and that brings all of it back */
function remove(
  database: OrgDatabase,
  object: ObjectDefinition,
  row: Row,
  context: WriteContext,
  deleted = String(row.Id),
): void {
  if (object.field('IsDeleted') === undefined) eraseRow(database, object, String(row.Id));
  else updateRow(database, object, { ...row, IsDeleted: 1, ...modifiedBy(context) });
  rollUp(database, object, row, context);
  const noted = (child: ObjectDefinition, childRow: Row, field: string | null, value: string | null): void =>
    remember(database, deleted, { object: child.name, id: String(childRow.Id), field, value });
  releaseChildren(database, object, row, {
    remove(child, childRow) {
      noted(child, childRow, null, null);
      remove(database, child, childRow, context, deleted);
    },
    clear(child, childRow, field) {
      noted(child, childRow, field, String(childRow[field]));
      updateRow(database, child, { ...childRow, [field]: null, ...modifiedBy(context) });
    },
  });
}
