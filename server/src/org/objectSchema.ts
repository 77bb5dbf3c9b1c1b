import type { DescribeGlobalSObject, DescribeSObject } from '../salesforce/rest/describe.ts';
import type {
  ChildRelationship,
  FieldSchema,
  ObjectSchema,
  ObjectSummary,
  RecordType,
} from '../soql/semantics/schema.ts';
import { DescribedField, type FieldRecord, fieldRecordOf } from './describedField.ts';

/** What is kept of a Describe answer: plain data, as it lies on disk. */
export interface ObjectRecord extends Omit<ObjectSchema, 'field' | 'relationship' | 'childRelationship' | 'fields'> {
  readonly fields: readonly FieldRecord[];
}

export function summaryOf(described: DescribeGlobalSObject): ObjectSummary {
  const { name, label, custom, queryable, createable, searchable, keyPrefix } = described;
  const deprecated = described.deprecatedAndHidden ? { deprecated: true } : {};
  return { name, label, custom, queryable, createable, searchable, keyPrefix: keyPrefix ?? undefined, ...deprecated };
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
    fields: described.fields.map(fieldRecordOf),
    childRelationships: described.childRelationships.flatMap(({ relationshipName, childSObject, field }) =>
      relationshipName ? [{ relationshipName, childObject: childSObject, field }] : [],
    ),
    supportedScopes: (described.supportedScopes ?? []).map(scope => ({ name: scope.name, label: scope.label })),
    recordTypes: recordTypesOf(described),
    ...(described.deprecatedAndHidden ? { deprecated: true } : {}),
  };
}

function recordTypesOf({ recordTypeInfos = [] }: DescribeSObject): RecordType[] {
  return recordTypeInfos.flatMap(
    ({ recordTypeId: id, developerName, name: label, active, master, defaultRecordTypeMapping: isDefault }) =>
      id ? [{ id, developerName, label, active, master, isDefault }] : [],
  );
}

/** The record with its look-ups by name, which SOQL matches without case. */
export function schemaOf(record: ObjectRecord): ObjectSchema {
  const described = record.fields.map(field => new DescribedField(field));
  return {
    ...record,
    fields: described,
    field: byName<FieldSchema>(described, field => field.name),
    relationship: byName<FieldSchema>(described, field => field.relationshipName),
    childRelationship: byName<ChildRelationship>(record.childRelationships, one => one.relationshipName),
  };
}

/**
 * Finds by name, whatever its case. The index is made with the first look-up: most objects in memory are never asked for
 * all three. It holds names as they are, too: mostly they are written so.
 */
function byName<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string | undefined,
): (name: string) => Item | undefined {
  let index: Map<string, Item> | undefined;
  const makeIndex = () => {
    const made = new Map<string, Item>();
    for (const item of items) {
      const name = nameOf(item);
      if (name) made.set(name, item).set(name.toLowerCase(), item);
    }
    return made;
  };
  return name => {
    index ??= makeIndex();
    return index.get(name) ?? index.get(name.toLowerCase());
  };
}
