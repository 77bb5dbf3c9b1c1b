import { compileField, withComputedValue } from '../formula/computedField.ts';
import { FormulaError } from '../formula/errors.ts';
import { activeDuplicateRules } from './duplicateRules.ts';
import { fieldDefinition } from './fieldRules.ts';
import { fingerprintOf } from './fingerprint.ts';
import { withHistories } from './history.ts';
import { type RecordedDescribe, withImported } from './imported.ts';
import { withListedObjects } from './listedObjects.ts';
import { objectFlags } from './objectRules.ts';
import { withOverlay } from './overlay.ts';
import { OverlayError } from './overlayChecks.ts';
import type { SchemaOverlay } from './overlayTypes.ts';
import { withTypedObjects } from './recordTypes.ts';
import { supportedScopes } from './scopes.ts';
import { sampleObjects } from './standard/index.ts';
import { testObjects } from './standard/testObjects.ts';
import { syntheticObjects } from './synthetic/objects.ts';
import type { ChildRelationship, ObjectDefinition, ObjectSource, Profile, Schema } from './types.ts';

export interface SchemaOptions {
  readonly profile: Profile;
  readonly overlay?: SchemaOverlay;
  /** How many made-up objects to add; see `syntheticObjects`. */
  readonly syntheticObjects?: number;
  /** Describes of a real org, whose objects and fields are added. */
  readonly imported?: readonly RecordedDescribe[];
}

/**
 * The schema of the local org: the objects of a profile, made-up ones and those of a real org, with `overlay` laid over them.
 * Throws an OverlayError when the overlay names an object, a field or a property that does not exist.
 */
export function loadSchema({ profile, overlay, syntheticObjects: count = 0, imported = [] }: SchemaOptions): Schema {
  const own = profile === 'test' ? [...sampleObjects, ...testObjects] : sampleObjects;
  const sources = withImported([...own, ...syntheticObjects(count)], imported);
  const complete = (objects: readonly ObjectSource[]) => withListedObjects(withHistories(withTypedObjects(objects)));
  if (overlay === undefined) return schemaOf(complete(sources));
  const schema = schemaOf(complete(withOverlay(sources, overlay)));
  checkFormulas(schema, overlay);
  return schema;
}

/** What is wrong in a formula is said at once, and not only when the field is read. */
function checkFormulas({ object: objectNamed }: Schema, overlay: SchemaOverlay): void {
  for (const [objectName, { fields = {} }] of Object.entries(overlay)) {
    for (const name of Object.keys(fields)) {
      const object = objectNamed(objectName)!;
      const field = object.field(name)!;
      if (field.computedAs === undefined) continue;
      try {
        compileField(field, { object: () => object, objectNamed }, 't');
      } catch (error) {
        if (!(error instanceof FormulaError)) throw error;
        throw new OverlayError(`Field ${field.name} on object ${object.name}: ${error.message}`);
      }
    }
  }
}

/** A schema of these objects. References may point at one another in any order. */
export function schemaOf(sources: readonly ObjectSource[]): Schema {
  const children = childRelationships(sources);
  const objects = sources
    .map(source => objectDefinition(source, children.get(source.name) ?? [], name => byName.get(name.toLowerCase())))
    .sort((a, b) => compareNames(a.name, b.name));
  const byName: ReadonlyMap<string, ObjectDefinition> = byLowerCase(objects, object => object.name);
  const byPrefix = new Map(objects.map(object => [object.keyPrefix, object]));
  const fingerprint = lazily(() => fingerprintOf(sources));
  return {
    objects,
    object: name => byName.get(name.toLowerCase()),
    objectOfId: id => byPrefix.get(id.slice(0, 3)),
    fingerprint,
  };
}

/** Every reference, seen from the object that it points at; children sorted as in Describe, by object and field. */
function childRelationships(sources: readonly ObjectSource[]): ReadonlyMap<string, readonly ChildRelationship[]> {
  const children = new Map<string, ChildRelationship[]>();
  for (const { name: childObject, fields } of sources) {
    for (const { name: field, referenceTo = [], childRelationshipName = null, onParentDelete = 'clear' } of fields) {
      for (const parent of referenceTo) {
        const list = children.get(parent) ?? [];
        list.push({ childObject, field, relationshipName: childRelationshipName, onParentDelete });
        children.set(parent, list);
      }
    }
  }
  for (const list of children.values()) {
    list.sort((a, b) => compareNames(a.childObject, b.childObject) || compareNames(a.field, b.field));
  }
  return children;
}

/** The fields are worked out when they are first asked for: an org of thousands of objects uses few of them. */
function objectDefinition(
  source: ObjectSource,
  children: readonly ChildRelationship[],
  objectNamed: (name: string) => ObjectDefinition | undefined,
): ObjectDefinition {
  const place = { object: (): ObjectDefinition => objectNamed(source.name)!, objectNamed };
  const fields = lazily(() => source.fields.map(field => withComputedValue(fieldDefinition(field), place)));
  const byName = lazily(() => byLowerCase(fields(), field => field.name));
  const byExactName = lazily(() => new Map(fields().map(field => [field.name, field])));
  const byRelationship = lazily(() => byLowerCase(fields(), field => field.relationshipName));
  const byChildren = lazily(() => byLowerCase(children, child => child.relationshipName));
  const scopes = lazily(() => supportedScopes(source, fields()));
  return {
    ...objectFlags(source),
    name: source.name,
    label: source.label,
    labelPlural: source.labelPlural,
    keyPrefix: source.keyPrefix,
    get fields() {
      return fields();
    },
    get nameField() {
      return fields().find(field => field.nameField);
    },
    childRelationships: children,
    get supportedScopes() {
      return scopes();
    },
    stored: source.stored ?? true,
    enableHistory: source.enableHistory ?? false,
    recordTypes: source.recordTypes ?? [],
    validationRules: source.validationRules ?? [],
    matchingRules: source.matchingRules ?? [],
    duplicateRules: activeDuplicateRules(source),
    field: name => byExactName().get(name) ?? byName().get(name.toLowerCase()),
    relationship: name => byRelationship().get(name.toLowerCase()),
    childRelationship: name => byChildren().get(name.toLowerCase()),
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
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
