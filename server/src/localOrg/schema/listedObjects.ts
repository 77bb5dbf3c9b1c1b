import { objectFlags } from './objectRules.ts';
import type { ObjectSource, PicklistValue } from './types.ts';

/** The objects, with those that have list views as the values of ListView.SobjectType. */
export function withListedObjects(objects: readonly ObjectSource[]): readonly ObjectSource[] {
  const listed = objects.filter(object => objectFlags(object).hasListViews && object.keyPrefix !== null);
  const picklistValues = listed.map(({ name, label }): PicklistValue => {
    return { active: true, defaultValue: false, label, validFor: null, value: name };
  });
  return objects.map(object => {
    if (object.name !== 'ListView') return object;
    const fields = object.fields.map(field => (field.name === 'SobjectType' ? { ...field, picklistValues } : field));
    return { ...object, fields };
  });
}
