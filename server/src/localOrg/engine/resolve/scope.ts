import { childrenOf, type SyntaxNode, textOf } from '../../../soql/syntax/tree.ts';
import type { ApiError } from '../../errors.ts';
import type { FieldDefinition, ObjectDefinition } from '../../schema/types.ts';
import type { Column, NameColumn, Source, TypeName } from '../plan.ts';
import { errorAt, malformedAt, type QueryContext } from './context.ts';

const MOST_LEVELS_UP = 5;
const SEE_DESCRIBE = 'Please reference your WSDL or the describe call for the appropriate names.';

/** The names that one query (or subquery) can use, and the tables that it needs so far. */
export interface Scope {
  readonly context: QueryContext;
  readonly root: Source;
  /** Grows as paths are resolved. */
  readonly sources: Source[];
  /** By alias, in small letters. */
  readonly aliases: Map<string, Source>;
}

/** Where in the answer a field belongs: in the record of a source, or of whatever a polymorphic reference points at. */
export type Place =
  | { readonly kind: 'source'; readonly source: Source }
  | { readonly kind: 'name'; readonly source: Source; readonly reference: FieldDefinition };

export interface ResolvedField {
  readonly expression: Column | NameColumn | TypeName;
  readonly field: FieldDefinition;
  readonly place: Place;
}

export function newScope(context: QueryContext, object: ObjectDefinition, alias: string | undefined): Scope {
  const root: Source = { index: 0, object, join: undefined };
  const aliases = new Map([[(alias ?? object.name).toLowerCase(), root]]);
  return { context, root, sources: [root], aliases };
}

/**
 * Follows a path such as `Account.Owner.Name` from `start`: the root of the query (or an alias) unless given.
 * @throws ApiError INVALID_FIELD for a relationship or a field that does not exist
 */
export function resolvePath(scope: Scope, path: SyntaxNode<'FieldPath'>, start?: Place): ResolvedField {
  const names = childrenOf(path, 'Name');
  const last = names.at(-1);
  const place = resolveRelationships(scope, names.slice(0, -1), path, start);
  const name = last ? textOf(scope.context.tree, last) : '';
  return place.kind === 'source' ? fieldOf(scope, place, name, path) : fieldOfName(scope, place, name, path);
}

/** Follows the relationships of a path, without the field at its end. */
export function resolveRelationships(
  scope: Scope,
  names: readonly SyntaxNode<'Name'>[],
  path: { readonly start: number },
  start: Place = { kind: 'source', source: scope.root },
): Place {
  const { context } = scope;
  const steps = names.map(name => textOf(context.tree, name));
  let place = start;
  let levels = 0;
  for (const [index, step] of steps.entries()) {
    if (index === 0 && !relationshipOf(place, step)) {
      const named = namedSource(scope, place, step);
      if (named) {
        place = { kind: 'source', source: named };
        continue;
      }
    }
    if (++levels > MOST_LEVELS_UP) {
      throw malformedAt(context, path, `A relationship path can have at most ${MOST_LEVELS_UP} levels`);
    }
    const next = follow(scope, place, step);
    if (!next) throw unknownRelationship(context, path, step);
    place = next;
  }
  return place;
}

/** The source that a reference leads to, joined once however often it is used. */
export function joinParent(scope: Scope, from: Source, field: FieldDefinition, object: ObjectDefinition): Source {
  const known = scope.sources.find(
    ({ join, object: joined }) => join?.from === from && join.field === field && joined === object,
  );
  if (known) return known;
  const source: Source = { index: scope.sources.length, object, join: { from, field } };
  scope.sources.push(source);
  return source;
}

/** A reference to one of several objects: only what all of them have in common can be reached through it. */
export function isPolymorphic(field: FieldDefinition): boolean {
  return field.namePointing || field.referenceTo.length > 1;
}

export function columnOf(source: Source, field: FieldDefinition): Column {
  return { kind: 'column', source, field, type: field.type };
}

/** The objects that a reference can point at, as far as the org has them. */
export function targetsOf({ schema }: QueryContext, field: FieldDefinition): readonly ObjectDefinition[] {
  return field.referenceTo
    .map(name => schema.object(name))
    .filter(object => object?.stored === true) as ObjectDefinition[];
}

export function unknownColumn(
  context: QueryContext,
  at: { readonly start: number },
  name: string,
  entity: string,
): ApiError {
  const hint = `If you are attempting to use a custom field, be sure to append the '__c' after the custom field name.`;
  return errorAt(
    context,
    at,
    'INVALID_FIELD',
    `No such column '${name}' on entity '${entity}'. ${hint} ${SEE_DESCRIBE}`,
  );
}

export function unknownObject(context: QueryContext, at: { readonly start: number }, name: string): ApiError {
  const hint = `If you are attempting to use a custom object, be sure to append the '__c' after the entity name.`;
  return errorAt(context, at, 'INVALID_TYPE', `sObject type '${name}' is not supported. ${hint} ${SEE_DESCRIBE}`);
}

export function unknownRelationship(
  context: QueryContext,
  at: { readonly start: number },
  name: string,
  where: 'field path' | 'FROM part of query call' = 'field path',
): ApiError {
  const hint = `If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name.`;
  const code = where === 'field path' ? 'INVALID_FIELD' : 'INVALID_TYPE';
  return errorAt(context, at, code, `Didn't understand relationship '${name}' in ${where}. ${hint} ${SEE_DESCRIBE}`);
}

/** An alias, or the name of the query's own object, before a dot. */
function namedSource(scope: Scope, start: Place, name: string): Source | undefined {
  if (start.kind !== 'source' || start.source !== scope.root) return undefined;
  const aliased = scope.aliases.get(name.toLowerCase());
  if (aliased) return aliased;
  return name.toLowerCase() === scope.root.object.name.toLowerCase() ? scope.root : undefined;
}

function relationshipOf(place: Place, name: string): FieldDefinition | undefined {
  return place.kind === 'source' ? place.source.object.relationship(name) : undefined;
}

function follow(scope: Scope, place: Place, name: string): Place | undefined {
  if (place.kind === 'name') return followName(scope, place, name);
  const reference = relationshipOf(place, name);
  if (!reference) return undefined;
  if (isPolymorphic(reference)) return { kind: 'name', source: place.source, reference };
  const [target] = targetsOf(scope.context, reference);
  return target && { kind: 'source', source: joinParent(scope, place.source, reference, target) };
}

/** `Owner.Profile`: a relationship of Name, where just one of the objects that it can stand for has it (User). */
function followName(scope: Scope, place: Place & { kind: 'name' }, name: string): Place | undefined {
  const { context } = scope;
  if (!context.schema.object('Name')?.relationship(name)) return undefined;
  const [object, another] = targetsOf(context, place.reference).filter(target => target.relationship(name));
  if (!object || another) return undefined;
  const source = joinParent(scope, place.source, place.reference, object);
  return follow(scope, { kind: 'source', source }, name);
}

function fieldOf(scope: Scope, place: Place & { kind: 'source' }, name: string, at: { start: number }): ResolvedField {
  const { source } = place;
  const field = source.object.field(name);
  if (!field) throw unknownColumn(scope.context, at, name, source.object.name);
  return { expression: columnOf(source, field), field, place };
}

function fieldOfName(
  scope: Scope,
  place: Place & { kind: 'name' },
  name: string,
  at: { start: number },
): ResolvedField {
  const { context } = scope;
  const field = context.schema.object('Name')?.field(name);
  if (!field) throw unknownColumn(context, at, name, 'Name');
  const { source, reference } = place;
  const id = columnOf(source, reference);
  const objects = targetsOf(context, reference);
  if (field.type === 'id') return { expression: id, field, place };
  if (field.name === 'Type') return { expression: { kind: 'typeName', id, objects, type: 'string' }, field, place };
  const variants = objects.flatMap(object => {
    const own = field.nameField ? object.nameField : object.field(field.name);
    return own ? [columnOf(joinParent(scope, source, reference, object), own)] : [];
  });
  return { expression: { kind: 'nameColumn', variants, type: field.type }, field, place };
}
