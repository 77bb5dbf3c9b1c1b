import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';

const tests = {
  reference: (field: FieldDefinition) => field.type === 'reference',
  autoNumberFormat: (field: FieldDefinition) => field.autoNumberFormat !== null,
  unique: (field: FieldDefinition) => field.unique,
};

type Property = keyof typeof tests;

const known = new WeakMap<ObjectDefinition, Partial<Record<Property, readonly FieldDefinition[]>>>();

/** The fields of an object that are of this kind, sought once: each write of a record asks for them. */
export function fieldsWith(object: ObjectDefinition, property: Property): readonly FieldDefinition[] {
  const lists = known.get(object) ?? {};
  known.set(object, lists);
  lists[property] ??= object.fields.filter(tests[property]);
  return lists[property];
}
