import type { FieldItem, ObjectItem } from '../protocol/schema.ts';
import type { FieldSchema, ObjectSummary } from '../soql/semantics/schema.ts';

// From the schema to our own protocol.

export function toObjectItem({ name, label, custom, queryable, keyPrefix }: ObjectSummary): ObjectItem {
  return { name, label, custom, queryable, ...(keyPrefix === undefined ? {} : { keyPrefix }) };
}

export function toFieldItem(field: FieldSchema): FieldItem {
  const { name, label, type, length, custom, nillable, unique, externalId, calculated, nameField, referenceTo } = field;
  return {
    name,
    label,
    type,
    length,
    custom,
    nillable,
    unique,
    externalId,
    calculated,
    nameField,
    referenceTo,
    ...(field.relationshipName === undefined ? {} : { relationshipName: field.relationshipName }),
  };
}
