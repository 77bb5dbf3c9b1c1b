import type { FieldItem, ObjectDescription, ObjectItem } from '../protocol/schema.ts';
import type { FieldSchema, ObjectSchema, ObjectSummary } from '../soql/semantics/schema.ts';

// From the schema to our own protocol.

export function toObjectItem({ name, label, custom, queryable, createable, keyPrefix }: ObjectSummary): ObjectItem {
  return { name, label, custom, queryable, createable, ...(keyPrefix === undefined ? {} : { keyPrefix }) };
}

export function toDescription({ fields, childRelationships, recordTypes }: ObjectSchema): ObjectDescription {
  return {
    fields: fields.map(toFieldItem),
    children: childRelationships,
    recordTypes: recordTypes
      .filter(({ master }) => !master)
      .map(({ developerName, label, active, isDefault }) => ({ developerName, label, active, isDefault })),
  };
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
    required: field.createable && !nillable && !field.defaultedOnCreate,
    referenceTo,
    picklistValues: field.picklistValues.filter(v => v.active).map(v => ({ value: v.value, label: v.label })),
    ...(field.helpText === undefined ? {} : { helpText: field.helpText }),
    ...(field.relationshipName === undefined ? {} : { relationshipName: field.relationshipName }),
  };
}
