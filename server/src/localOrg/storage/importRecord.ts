import { ApiError } from '../errors.ts';
import type { ObjectDefinition } from '../schema/types.ts';
import { createdBy } from './auditValues.ts';
import { requireValues, withDefaults } from './changes.ts';
import type { OrgDatabase } from './database.ts';
import { derivedValues } from './derivedValues.ts';
import { checkDuplicates } from './duplicates.ts';
import { normalizedId } from './ids.ts';
import { idOfWrongType, malformedId, noSuchColumn } from './recordErrors.ts';
import { insertRow, nextId, type Row, selectRow } from './rows.ts';
import { storedValue } from './values.ts';
import type { RecordValues, WriteContext } from './writes.ts';

/**
 * Makes a record as it was in another org: with its Id, dates and authors, if `values` names them. References are taken
 * as they are, for the records that they point at may come later, and so do the rules that judge it. Returns its Id.
 * Throws an ApiError in Salesforce's words for what does not fit its field.
 */
export function importRecord(
  database: OrgDatabase,
  object: ObjectDefinition,
  values: RecordValues,
  context: WriteContext,
): string {
  const changes: Row = {};
  for (const [name, value] of Object.entries(values)) {
    const field = object.field(name);
    if (field === undefined) throw noSuchColumn(object, name);
    const stored = storedValue(field, value);
    changes[field.name] = field.type === 'reference' && stored !== null ? idOf(String(stored)) : stored;
  }
  const id = changes.Id == null ? nextId(database, object) : ownId(database, object, String(changes.Id));
  changes.Id = id;
  const row: Row = Object.assign(
    withDefaults(object, changes, context.userId),
    createdBy(object, id, context),
    changes,
  );
  Object.assign(row, derivedValues(database, object, { row, changes, before: undefined, context }), changes);
  requireValues(object, row);
  checkDuplicates(database, object, changes, id);
  insertRow(database, object, row);
  return id;
}

function idOf(given: string): string {
  const id = normalizedId(given);
  if (id === undefined) throw malformedId(given);
  return id;
}

function ownId(database: OrgDatabase, object: ObjectDefinition, given: string): string {
  const id = idOf(given);
  if (!id.startsWith(String(object.keyPrefix))) throw idOfWrongType(object, given);
  if (selectRow(database, object, id) === undefined) return id;
  throw new ApiError(400, 'DUPLICATE_VALUE', `duplicate value found: Id duplicates value on record with id: ${id}`, []);
}
