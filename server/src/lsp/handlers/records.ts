import {
  createRecord,
  deleteRecord,
  describeNewRecord,
  type RecordField,
  type RecordItem,
  readRecord,
  recordPicklists,
  recordTypes,
  saveRecords,
  undeleteRecords,
} from '../../protocol/records.ts';
import type { FieldSchema, ObjectSchema } from '../../soql/semantics/schema.ts';
import type { Context } from '../context.ts';

export function handleRecords({ dispatch, orgs }: Context): void {
  dispatch.request(readRecord, async ({ org, object: name, id }, signal) => {
    const { object, values } = await orgs.get(org).records.read(id, name, signal);
    return toRecord(object, id, values);
  });
  dispatch.request(describeNewRecord, async ({ org, object }) =>
    toRecord(await orgs.get(org).records.describe(object), '', {}),
  );
  dispatch.request(recordPicklists, async ({ org, object, recordType }) => {
    const picklists = await orgs.get(org).recordTypes.of(object, recordType);
    return picklists ? { picklists } : {};
  });
  dispatch.request(recordTypes, async ({ org, object, ids }) => ({
    types: await orgs.get(org).records.typesOf(object, ids),
  }));
  dispatch.request(createRecord, ({ org, object, fields, ...options }) =>
    orgs.get(org).records.create(object, fields, options),
  );
  dispatch.request(saveRecords, async ({ org, changes, ...options }, signal) => ({
    outcomes: await orgs.get(org).records.save(changes, signal, options),
  }));
  dispatch.request(deleteRecord, async ({ org, object, id }) => {
    await orgs.get(org).records.delete(object, id);
    return null;
  });
  dispatch.request(undeleteRecords, ({ org, ids }) => orgs.get(org).records.undelete(ids));
}

function toRecord(object: ObjectSchema, id: string, values: RecordItem['values']): RecordItem {
  const children = object.childRelationships.map(({ relationshipName, childObject, field }) => ({
    relationshipName,
    object: childObject,
    field,
  }));
  const recordTypes = object.recordTypes.flatMap(({ id: type, label, master, active, isDefault }) =>
    master || !active ? [] : [{ id: type, label, isDefault }],
  );
  const fields = object.fields.map(toRecordField);
  return { object: object.name, label: object.label, id, values, fields, recordTypes, children };
}

function toRecordField(field: FieldSchema): RecordField {
  const {
    name,
    label,
    type,
    updateable,
    createable,
    nillable,
    length,
    picklistValues,
    restrictedPicklist,
    referenceTo,
  } = field;
  const active = picklistValues.filter(({ active }) => active);
  return {
    name,
    label,
    type,
    updateable,
    createable,
    required: createable && !nillable && !field.defaultedOnCreate,
    nillable,
    length,
    picklistValues: active.map(({ value, label }) => ({ value, label })),
    restricted: restrictedPicklist,
    referenceTo,
  };
}
