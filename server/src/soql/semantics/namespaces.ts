// Names of custom things without the namespace of their package: Salesforce understands them in the org that owns the
// namespace. Which one that is Describe does not tell, so a name is found where only one package can be meant.
import type { ChildRelationship, FieldSchema, ObjectSchema, ObjectSummary } from './schema.ts';

/** The field of that name; a custom one without its namespace, too. */
export function fieldOf(object: ObjectSchema, name: string): FieldSchema | undefined {
  return object.field(name) ?? object.field(fullName(object.fields, name, field => field.name) ?? '');
}

/** The reference field behind a relationship's name; that of a custom one without its namespace, too. */
export function relationshipOf(object: ObjectSchema, name: string): FieldSchema | undefined {
  const full = () => fullName(object.fields, name.replace(/__r$/i, '__c'), field => field.name);
  return object.relationship(name) ?? object.relationship(full()?.replace(/__c$/i, '__r') ?? '');
}

export function childRelationshipOf(object: ObjectSchema, name: string): ChildRelationship | undefined {
  const full = () => fullName(object.childRelationships, name, child => child.relationshipName);
  return object.childRelationship(name) ?? object.childRelationship(full() ?? '');
}

/** The full name of an object that is named without its namespace. */
export function fullObjectName(objects: readonly ObjectSummary[], name: string): string | undefined {
  return fullName(objects, name, object => object.name);
}

type Names = ReadonlyMap<string, string | undefined>;
const indexes = new WeakMap<readonly object[], Names>();

/** Of the items whose namespace may be left out, the one that is meant; undefined for none and for several. */
function fullName<Item extends object>(
  items: readonly Item[],
  name: string,
  nameOf: (item: Item) => string,
): string | undefined {
  if (!/^[a-z](?:(?!__)\w)*__[a-z]+$/i.test(name)) return undefined;
  const made = indexes.get(items) ?? indexOf(items.map(nameOf));
  indexes.set(items, made);
  return made.get(name.toLowerCase());
}

function indexOf(names: readonly string[]): Names {
  const found = new Map<string, string | undefined>();
  for (const name of names) {
    const [, bare] = /^(?:(?!__)\w)+__((?:(?!__)\w)+__[a-z]+)$/i.exec(name) ?? [];
    if (bare) found.set(bare.toLowerCase(), found.has(bare.toLowerCase()) ? undefined : name);
  }
  return found;
}
