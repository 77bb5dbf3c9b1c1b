// Walking from object to object along relationships.
import type { Lookups } from './lookups.ts';
import { nameObject } from './nameObject.ts';
import { fieldOf, relationshipOf } from './namespaces.ts';
import type { ChildRelationship, FieldSchema, ObjectSchema } from './schema.ts';

/** The object that a piece of the text stands for; without a schema while (or because) it is not known. */
export interface ObjectMeaning {
  readonly name: string;
  readonly schema: ObjectSchema | undefined;
}

/** One name of a path, as far as the schema explains it. */
export type Step =
  | { readonly kind: 'alias' | 'object'; readonly object: ObjectMeaning }
  | { readonly kind: 'relationship'; readonly field: FieldSchema; readonly object: ObjectMeaning }
  | { readonly kind: 'field'; readonly field: FieldSchema; readonly owner: ObjectSchema };

/** Relationships lead at most this many objects up. */
export const maxParentLevels = 5;
/** Child subqueries go at most this many levels down. */
export const maxChildLevels = 5;

export function objectNamed(name: string, lookups: Lookups): ObjectMeaning {
  return { name, schema: lookups.known(name) };
}

/** Where a reference field leads: through a polymorphic one, only what all its targets share can be reached. */
export function parentOf(field: FieldSchema, lookups: Lookups): ObjectMeaning {
  const [target, ...others] = field.referenceTo;
  if (field.namePointing || others.length > 0) return { name: 'Name', schema: nameSchema(lookups) };
  return target === undefined ? { name: field.name, schema: undefined } : objectNamed(target, lookups);
}

function nameSchema(lookups: Lookups): ObjectSchema {
  return lookups.known('Name') ?? nameObject;
}

export function childOf(relationship: ChildRelationship, lookups: Lookups): ObjectMeaning {
  return objectNamed(relationship.childObject, lookups);
}

/** The steps that the names take from an object; fewer than names where one cannot be explained. */
export function follow(from: ObjectMeaning | undefined, names: readonly string[], lookups: Lookups): Step[] {
  const steps: Step[] = [];
  let owner = from?.schema;
  for (let index = 0; index < names.length && owner; index++) {
    const name = names[index] as string;
    const isLast = index === names.length - 1;
    const field = isLast ? fieldOf(owner, name) : undefined;
    if (field) {
      steps.push({ kind: 'field', field, owner });
      break;
    }
    const reference = relationshipOf(owner, name);
    if (!reference) break;
    const object = parentOf(reference, lookups);
    steps.push({ kind: 'relationship', field: reference, object });
    owner = object.schema;
  }
  return steps;
}
