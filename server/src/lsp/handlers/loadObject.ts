import type { SchemaCache } from '../../org/schemaCache.ts';
import type { LoadField, LoadMapping } from '../../protocol/bulk.ts';
import { type LoadObject, type LoadObjectField, parentPath } from '../../runs/bulk/check/columns.ts';
import type { FieldSchema, ObjectSchema } from '../../soql/semantics/schema.ts';

type Schema = Pick<SchemaCache, 'describe' | 'snapshot'>;

/** Throws NOT_FOUND. */
export const targetObject = (schema: Schema, name: string): Promise<ObjectSchema> => schema.describe(name);

/**
 * The fields that a load can write, and those that tell which record a row is. Parents are named by their external ids:
 * of objects that are described already, and of those that the titles name; others would cost a call each.
 */
export async function loadFieldsOf(schema: Schema, name: string, titles: readonly string[]): Promise<LoadField[]> {
  const object = await targetObject(schema, name);
  const own = object.fields.filter(isLoadable).map(field => ({
    ...loadField(field.name, field.label, field),
    ...(field.relationshipName ? { parents: parentPrefixes(field) } : {}),
  }));
  // `Account.Key__c`, and `Lead:Who.Email` for one object of several.
  const named = new Set(
    titles.filter(title => title.includes('.')).map(title => title.toLowerCase().replace(/\..*/, '')),
  );
  const keys: LoadField[] = [];
  for (const reference of object.fields) {
    if (!(reference.createable || reference.updateable)) continue;
    for (const [index, prefix] of parentPrefixes(reference).entries()) {
      const target = reference.referenceTo[index]!;
      const known = schema.snapshot.object(target);
      const isNamed = named.has(prefix.toLowerCase()) || named.has(prefix.toLowerCase().replace(/^.*:/, ''));
      const wanted = isNamed && known === 'missing';
      const parent = wanted ? await schema.describe(target).catch(() => 'absent' as const) : known;
      if (typeof parent === 'string') continue;
      for (const key of parent.fields.filter(field => field.externalId || (field.idLookup && field.type !== 'id'))) {
        const field = loadField(`${prefix}.${key.name}`, `${reference.label}: ${key.label}`, reference);
        keys.push({ ...field, externalId: false, required: false });
      }
    }
  }
  return [...own, ...keys];
}

const isLoadable = (field: FieldSchema): boolean =>
  (field.createable || field.updateable || field.type === 'id' || field.externalId || field.idLookup) &&
  field.type !== 'address' &&
  field.type !== 'location';

const loadField = (path: string, label: string, field: FieldSchema): LoadField => ({
  path,
  label,
  type: field.type,
  createable: field.createable,
  updateable: field.updateable,
  required: !field.nillable && field.createable && !field.defaultedOnCreate && field.type !== 'boolean',
  externalId: field.type === 'id' || field.externalId || field.idLookup,
});

/** What the path of a parent's key begins with; the object's name where the parent may be of several. */
const parentPrefixes = ({ relationshipName, referenceTo }: FieldSchema): readonly string[] =>
  relationshipName ? referenceTo.map(target => `${referenceTo.length > 1 ? `${target}:` : ''}${relationshipName}`) : [];

/** The object of a mapping and the parents that its columns name, as plain data. */
export async function loadObjectsOf(
  schema: Schema,
  mapping: LoadMapping,
): Promise<{ readonly object: LoadObject; readonly parents: readonly LoadObject[] }> {
  const object = await targetObject(schema, mapping.object);
  const names = new Set<string>();
  for (const path of Object.values(mapping.columns)) {
    if (!path?.includes('.')) continue;
    const { relationship, type } = parentPath(path);
    const target = type ?? object.relationship(relationship)?.referenceTo[0];
    if (target) names.add(target);
  }
  // What cannot be described is reported as an unknown field.
  const found = await Promise.allSettled([...names].map(name => schema.describe(name)));
  const parents = found.flatMap(outcome => (outcome.status === 'fulfilled' ? [plain(outcome.value)] : []));
  return { object: plain(object), parents };
}

/** Fields have their flags from a prototype, which does not cross to the worker thread. */
const plain = ({ name, fields }: ObjectSchema): LoadObject => ({ name, fields: fields.map(plainField) });

const plainField = (field: FieldSchema): LoadObjectField => ({
  name: field.name,
  type: field.type,
  length: field.length,
  nillable: field.nillable,
  createable: field.createable,
  updateable: field.updateable,
  defaultedOnCreate: field.defaultedOnCreate,
  idLookup: field.idLookup,
  unique: field.unique,
  externalId: field.externalId,
  referenceTo: field.referenceTo,
  relationshipName: field.relationshipName,
  restrictedPicklist: field.restrictedPicklist,
  picklistValues: field.picklistValues,
});

const numbers: ReadonlySet<string> = new Set(['int', 'long', 'double', 'currency', 'percent']);

/** The fields whose JSON is no text. */
export function jsonTypesOf({ fields }: ObjectSchema): Record<string, 'boolean' | 'number'> {
  const types: Record<string, 'boolean' | 'number'> = {};
  for (const { name, type } of fields) {
    if (type === 'boolean') types[name] = 'boolean';
    else if (numbers.has(type)) types[name] = 'number';
  }
  return types;
}
