import type { DescribeField, DescribeGlobalSObject, DescribeSObject } from '../salesforce/rest/describe.ts';
import type {
  ChildRelationship,
  FieldSchema,
  FieldType,
  ObjectSchema,
  ObjectSummary,
} from '../soql/semantics/schema.ts';

/** What is kept of a Describe answer: plain data, as it lies on disk. */
export type ObjectRecord = Omit<ObjectSchema, 'field' | 'relationship' | 'childRelationship'>;

export function summaryOf(described: DescribeGlobalSObject): ObjectSummary {
  const { name, label, custom, queryable, searchable, keyPrefix } = described;
  return { name, label, custom, queryable, searchable, keyPrefix: keyPrefix ?? undefined };
}

/** Picks from a Describe answer, which may have megabytes, what the features read. */
export function recordOf(described: DescribeSObject): ObjectRecord {
  const { name, label, labelPlural, custom, queryable } = described;
  return {
    name,
    label,
    labelPlural,
    custom,
    queryable,
    keyPrefix: described.keyPrefix ?? undefined,
    fields: described.fields.map(fieldOf),
    childRelationships: described.childRelationships.flatMap(({ relationshipName, childSObject, field }) =>
      relationshipName ? [{ relationshipName, childObject: childSObject, field }] : [],
    ),
    supportedScopes: (described.supportedScopes ?? []).map(scope => ({ name: scope.name, label: scope.label })),
  };
}

/** The record with its look-ups by name, which SOQL matches without case. */
export function schemaOf(record: ObjectRecord): ObjectSchema {
  const fields = byName(record.fields, field => field.name);
  const relationships = byName(record.fields, field => field.relationshipName);
  const children = byName<ChildRelationship>(record.childRelationships, relationship => relationship.relationshipName);
  return {
    ...record,
    field: name => fields().get(name.toLowerCase()),
    relationship: name => relationships().get(name.toLowerCase()),
    childRelationship: name => children().get(name.toLowerCase()),
  };
}

/** The index is made with the first look-up: most objects in memory are never asked for all three. */
function byName<Item>(items: readonly Item[], nameOf: (item: Item) => string | undefined): () => Map<string, Item> {
  let index: Map<string, Item> | undefined;
  return () => {
    index ??= new Map(items.flatMap(item => (nameOf(item) ? [[nameOf(item)!.toLowerCase(), item] as const] : [])));
    return index;
  };
}

function fieldOf(field: DescribeField): FieldSchema {
  return {
    name: field.name,
    label: field.label,
    type: field.type as FieldType,
    length: field.length,
    custom: field.custom,
    nillable: field.nillable,
    filterable: field.filterable,
    sortable: field.sortable,
    groupable: field.groupable,
    aggregatable: field.aggregatable,
    createable: field.createable,
    updateable: field.updateable,
    unique: field.unique,
    externalId: field.externalId,
    calculated: field.calculated,
    nameField: field.nameField,
    namePointing: field.namePointing,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName ?? undefined,
    restrictedPicklist: field.restrictedPicklist,
    picklistValues: field.picklistValues.map(({ value, label, active }) => ({ value, label: label ?? value, active })),
    helpText: field.inlineHelpText ?? undefined,
  };
}
