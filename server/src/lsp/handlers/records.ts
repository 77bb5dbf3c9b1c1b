import { deleteRecord, type RecordField, readRecord, saveRecords } from '../../protocol/records.ts';
import type { FieldSchema } from '../../soql/semantics/schema.ts';
import type { Context } from '../context.ts';

export function handleRecords({ dispatch, orgs }: Context): void {
  dispatch.request(readRecord, async ({ org, object: name, id }, signal) => {
    const { object, values } = await orgs.get(org).records.read(id, name, signal);
    const children = object.childRelationships.map(({ relationshipName, childObject, field }) => ({
      relationshipName,
      object: childObject,
      field,
    }));
    return { object: object.name, label: object.label, id, values, fields: object.fields.map(toRecordField), children };
  });
  dispatch.request(saveRecords, async ({ org, changes }, signal) => ({
    outcomes: await orgs.get(org).records.save(changes, signal),
  }));
  dispatch.request(deleteRecord, async ({ org, object, id }) => {
    await orgs.get(org).records.delete(object, id);
    return null;
  });
}

function toRecordField(field: FieldSchema): RecordField {
  const { name, label, type, updateable, nillable, length, picklistValues, restrictedPicklist, referenceTo } = field;
  const active = picklistValues.filter(({ active }) => active);
  return {
    name,
    label,
    type,
    updateable,
    nillable,
    length,
    picklistValues: active.map(({ value, label }) => ({ value, label })),
    restricted: restrictedPicklist,
    referenceTo,
  };
}
