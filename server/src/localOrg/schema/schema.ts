import { fieldDefinition } from './fieldRules.ts';
import { objectFlags } from './objectRules.ts';
import { withOverlay } from './overlay.ts';
import { supportedScopes } from './scopes.ts';
import { sampleObjects } from './standard/index.ts';
import { testObjects } from './standard/testObjects.ts';
import type {
  ChildRelationship,
  FieldDefinition,
  ObjectDefinition,
  ObjectSource,
  Profile,
  Schema,
  SchemaOverlay,
} from './types.ts';

/**
 * The schema of the local org: the objects of a profile, with `overlay` laid over them.
 * Throws an OverlayError when the overlay names an object, a field or a property that does not exist.
 */
export function loadSchema(options: { profile: Profile; overlay?: SchemaOverlay }): Schema {
  const sources = options.profile === 'test' ? [...sampleObjects, ...testObjects] : sampleObjects;
  return schemaOf(options.overlay === undefined ? sources : withOverlay(sources, options.overlay));
}

/** A schema of these objects. References may point at one another in any order. */
export function schemaOf(sources: readonly ObjectSource[]): Schema {
  const fieldsOf = new Map(sources.map(source => [source.name, source.fields.map(fieldDefinition)]));
  const children = childRelationships(fieldsOf);
  const objects = sources
    .map(source => objectDefinition(source, fieldsOf.get(source.name) ?? [], children.get(source.name) ?? []))
    .sort((a, b) => compareNames(a.name, b.name));
  const byName = byLowerCase(objects, object => object.name);
  const byPrefix = new Map(objects.map(object => [object.keyPrefix, object]));
  return {
    objects,
    object: name => byName.get(name.toLowerCase()),
    objectOfId: id => byPrefix.get(id.slice(0, 3)),
  };
}

/** Every reference, seen from the object that it points at; children sorted as in Describe, by object and field. */
function childRelationships(
  fieldsOf: ReadonlyMap<string, readonly FieldDefinition[]>,
): ReadonlyMap<string, readonly ChildRelationship[]> {
  const children = new Map<string, ChildRelationship[]>();
  for (const [childObject, fields] of fieldsOf) {
    for (const field of fields) {
      for (const parent of field.referenceTo) {
        const { name, childRelationshipName: relationshipName, onParentDelete } = field;
        const list = children.get(parent) ?? [];
        list.push({ childObject, field: name, relationshipName, onParentDelete });
        children.set(parent, list);
      }
    }
  }
  for (const list of children.values()) {
    list.sort((a, b) => compareNames(a.childObject, b.childObject) || compareNames(a.field, b.field));
  }
  return children;
}

function objectDefinition(
  source: ObjectSource,
  fields: readonly FieldDefinition[],
  children: readonly ChildRelationship[],
): ObjectDefinition {
  const byName = byLowerCase(fields, field => field.name);
  const byRelationship = byLowerCase(fields, field => field.relationshipName);
  const byChildren = byLowerCase(children, child => child.relationshipName);
  return {
    ...objectFlags(source),
    name: source.name,
    label: source.label,
    labelPlural: source.labelPlural,
    keyPrefix: source.keyPrefix,
    fields,
    nameField: fields.find(field => field.nameField),
    childRelationships: children,
    supportedScopes: supportedScopes(source, fields),
    stored: source.stored ?? true,
    field: name => byName.get(name.toLowerCase()),
    relationship: name => byRelationship.get(name.toLowerCase()),
    childRelationship: name => byChildren.get(name.toLowerCase()),
  };
}

function byLowerCase<T>(items: readonly T[], nameOf: (item: T) => string | null): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const item of items) {
    const name = nameOf(item);
    if (name !== null) map.set(name.toLowerCase(), item);
  }
  return map;
}

function compareNames(a: string, b: string): number {
  const left = a.toLowerCase();
  const right = b.toLowerCase();
  return left < right ? -1 : left > right ? 1 : 0;
}
