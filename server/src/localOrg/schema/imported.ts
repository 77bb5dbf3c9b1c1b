import { type RecordedRecordType, withRecordedTypes } from './recordTypes.ts';
import type { FieldSource, FieldType, ObjectSource, PicklistValue } from './types.ts';

/** What is read of a sobject describe; a cached answer of a real org has more. */
export interface RecordedDescribe {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string | null;
  readonly fields: readonly RecordedField[];
  readonly childRelationships: readonly RecordedChild[];
  readonly recordTypeInfos?: readonly RecordedRecordType[];
}

type RecordedField = Readonly<Record<string, unknown>> & { readonly name: string; readonly type: string };

interface RecordedChild {
  readonly childSObject: string;
  readonly field: string;
  readonly relationshipName: string | null;
  readonly cascadeDelete: boolean;
  readonly restrictedDelete: boolean;
}

/**
 * The objects with those of a real org among them. Objects that are there already get the fields that they lack and
 * keep their own, and none of the new ones is required; the others are added as they were described. Roll-up summaries
 * have no value, for a describe does not say what they are made of. Record types keep their ids.
 */
export function withImported(
  objects: readonly ObjectSource[],
  describes: readonly RecordedDescribe[],
): readonly ObjectSource[] {
  const recorded = new Map(describes.map(describe => [describe.name.toLowerCase(), describe]));
  const children = childrenByField(describes);
  const own = new Set(objects.map(({ name }) => name.toLowerCase()));
  const extended = objects.map(object => {
    const describe = recorded.get(object.name.toLowerCase());
    if (describe === undefined) return object;
    const fields = withMissing(object, fieldsOf(describe, children));
    return withRecordedTypes({ ...object, fields }, describe.recordTypeInfos);
  });
  const prefixes = new Set(objects.map(({ keyPrefix }) => keyPrefix));
  const added = describes
    .filter(({ name }) => !own.has(name.toLowerCase()))
    .map(describe => objectOf(describe, fieldsOf(describe, children), prefixes));
  return [...extended, ...added];
}

function withMissing({ fields }: ObjectSource, recorded: readonly FieldSource[]): readonly FieldSource[] {
  const known = new Set(fields.map(({ name }) => name.toLowerCase()));
  const relationships = new Set(fields.map(({ relationshipName }) => relationshipName?.toLowerCase()));
  const missing = recorded.filter(({ name }) => !known.has(name.toLowerCase()));
  // A new field must not take the relationship name of an old one, and the sample records have no values in it.
  const free = missing.filter(({ relationshipName: name }) => !name || !relationships.has(name.toLowerCase()));
  return [...fields, ...free.map(field => ({ ...field, nillable: field.type !== 'boolean' }))];
}

const flags = [
  'activateable',
  'compactLayoutable',
  'createable',
  'custom',
  'customSetting',
  'deepCloneable',
  'deletable',
  'deprecatedAndHidden',
  'feedEnabled',
  'hasSubtypes',
  'isInterface',
  'isSubtype',
  'layoutable',
  'mergeable',
  'mruEnabled',
  'queryable',
  'replicateable',
  'retrieveable',
  'searchLayoutable',
  'searchable',
  'triggerable',
  'undeletable',
  'updateable',
  'supportedScopes',
] as const;

function objectOf(describe: RecordedDescribe, fields: readonly FieldSource[], taken: Set<string | null>): ObjectSource {
  const { name, label, labelPlural } = describe;
  const given = Object.entries(describe).filter(([key]) => flags.some(flag => flag === key));
  const keyPrefix = freePrefix(describe.keyPrefix, taken);
  const hasId = fields.some(({ type }) => type === 'id');
  const object = { ...Object.fromEntries(given), name, label, labelPlural, keyPrefix, fields, stored: hasId };
  return withRecordedTypes(object, describe.recordTypeInfos);
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The object's own prefix, or another where objects of a real org share one, as those of histories do. */
function freePrefix(wanted: string | null, taken: Set<string | null>): string {
  let prefix = wanted ?? 'z00';
  for (let number = 0; taken.has(prefix); number++) {
    prefix = `z${digits.charAt(Math.floor(number / digits.length))}${digits.charAt(number % digits.length)}`;
  }
  taken.add(prefix);
  return prefix;
}

/** The parents tell what a reference's other end is called. By `Contact.AccountId`. */
function childrenByField(describes: readonly RecordedDescribe[]): ReadonlyMap<string, RecordedChild> {
  const children = describes.flatMap(({ childRelationships }) => childRelationships);
  return new Map(children.map(child => [`${child.childSObject}.${child.field}`, child]));
}

function fieldsOf(describe: RecordedDescribe, children: ReadonlyMap<string, RecordedChild>): readonly FieldSource[] {
  return describe.fields.map(field => {
    const child = children.get(`${describe.name}.${field.name}`);
    const onParentDelete = child?.cascadeDelete ? 'cascade' : child?.restrictedDelete ? 'restrict' : 'clear';
    const type = knownTypes.has(field.type) ? (field.type as FieldType) : 'anyType';
    return {
      ...field,
      type,
      picklistValues: (field.picklistValues ?? []) as readonly PicklistValue[],
      childRelationshipName: child?.relationshipName ?? null,
      onParentDelete,
      generatedAs: null,
      summary: null,
      // The describe tells that a field counts, but not how.
      autoNumberFormat: field.autoNumber === true ? '{00000}' : null,
    };
  });
}

const knownTypes: ReadonlySet<string> = new Set<FieldType>([
  'id',
  'string',
  'textarea',
  'boolean',
  'int',
  'long',
  'double',
  'currency',
  'percent',
  'date',
  'datetime',
  'time',
  'reference',
  'picklist',
  'multipicklist',
  'combobox',
  'email',
  'phone',
  'url',
  'address',
  'location',
  'base64',
  'encryptedstring',
  'anyType',
]);
