import { doubleText } from '../double.ts';
import { historyName, historyParent, trackedFields, trackedName } from '../schema/history.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import { createdBy } from './auditValues.ts';
import type { OrgDatabase } from './database.ts';
import { insertRow, nextId, type Row, selectRow } from './rows.ts';
import type { WriteContext } from './writes.ts';

// What the fields of a record were before a change, where the schema says that they are tracked.
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_casehistory.htm

/** A change as a row of the history tells it; values as `anyValue` reads them. */
interface Change {
  readonly Field: string;
  readonly OldValue: string | null;
  readonly NewValue: string | null;
}

/** Notes that a record was made. */
export function keepCreation(database: OrgDatabase, object: ObjectDefinition, id: string, context: WriteContext): void {
  if (object.enableHistory) keep(database, object, id, context, [{ Field: 'created', OldValue: null, NewValue: null }]);
}

/** Notes what an update changed. */
export function keepChanges(
  database: OrgDatabase,
  object: ObjectDefinition,
  { before, after }: { readonly before: Row; readonly after: Row },
  context: WriteContext,
): void {
  const fields = trackedOf(object).filter(({ name }) => (before[name] ?? null) !== (after[name] ?? null));
  const changes = fields.flatMap(field => changesOf(database, field, before[field.name], after[field.name]));
  keep(database, object, String(after.Id), context, changes);
}

function keep(
  database: OrgDatabase,
  object: ObjectDefinition,
  id: string,
  context: WriteContext,
  changes: readonly Change[],
): void {
  const history = changes.length === 0 ? undefined : database.schema.object(historyName(object.name));
  if (history === undefined) return;
  for (const change of changes) {
    const Id = nextId(database, history);
    const parent = { [historyParent(object.name)]: id };
    insertRow(database, history, { ...createdBy(history, Id, context), ...parent, ...change, Id });
  }
}

const tracked = new WeakMap<ObjectDefinition, readonly FieldDefinition[]>();

function trackedOf(object: ObjectDefinition): readonly FieldDefinition[] {
  const known = tracked.get(object) ?? trackedFields(object);
  tracked.set(object, known);
  return known;
}

/** A reference gives two rows: the names that people read, and the ids. */
function changesOf(
  database: OrgDatabase,
  field: FieldDefinition,
  before: Row[string] | undefined,
  after: Row[string] | undefined,
): readonly Change[] {
  const Field = trackedName(field);
  const ofValues = { Field, OldValue: changedValue(field, before), NewValue: changedValue(field, after) };
  if (field.type !== 'reference') return [ofValues];
  return [{ Field, OldValue: nameOf(database, before), NewValue: nameOf(database, after) }, ofValues];
}

function nameOf(database: OrgDatabase, id: Row[string] | undefined): string | null {
  const object = typeof id === 'string' ? database.schema.objectOfId(id) : undefined;
  const row = object && selectRow(database, object, String(id));
  const name = row?.[object?.nameField?.name ?? 'Id'];
  return typeof name === 'string' ? JSON.stringify(name) : null;
}

const longestText = 255;

/** As JSON. Of long texts and several choices only that they changed is kept. */
function changedValue({ type, length }: FieldDefinition, value: Row[string] | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (type === 'multipicklist' || (type === 'textarea' && length > longestText)) return null;
  if (type === 'boolean') return String(value === 1);
  if (typeof value !== 'number') return JSON.stringify(String(value).slice(0, longestText));
  return type === 'int' || type === 'long' ? String(value) : doubleText(value);
}
