import { aliasText, fromItems, pathNames } from '../../../soql/syntax/ast.ts';
import { child, childrenOf, type SyntaxNode, textOf } from '../../../soql/syntax/tree.ts';
import type { ObjectDefinition } from '../../schema/types.ts';
import type { Condition } from '../plan.ts';
import { errorAt, malformedAt, type QueryContext } from './context.ts';
import { columnOf, newScope, resolveRelationships, type Scope, unknownObject, unknownRelationship } from './scope.ts';

/** The names of a query that stands on its own: its object, and the parents that FROM gives aliases to. */
export function resolveFrom(context: QueryContext, query: SyntaxNode<'Query'>): Scope {
  const [first, ...others] = fromItems(query);
  const { object, alias } = rootObject(context, first);
  const scope = newScope(context, object, alias);
  for (const item of others) addAlias(scope, item);
  return scope;
}

/** The object that the first item of FROM names. */
export function rootObject(
  context: QueryContext,
  item: SyntaxNode<'FromItem'> | undefined,
): { object: ObjectDefinition; alias: string | undefined } {
  if (!item) throw new TypeError('a query without FROM');
  const path = child(item, 'FieldPath') ?? item;
  const name = pathNames(context.tree, path).join('.');
  const object = context.schema.object(name);
  if (!object?.stored) throw unknownObject(context, path, name);
  if (!object.queryable) {
    throw errorAt(context, path, 'INVALID_TYPE_FOR_OPERATION', `entity type ${object.name} does not support query`);
  }
  return { object, alias: aliasText(context.tree, item) };
}

/** The condition that USING SCOPE adds. */
export function scopeCondition(scope: Scope, query: SyntaxNode<'Query'>): Condition | undefined {
  const { context, root } = scope;
  const lookup = child(query, 'UsingLookupClause');
  if (lookup) throw malformedAt(context, lookup, 'USING LOOKUP is not supported');
  const clause = child(query, 'UsingScopeClause');
  const nameNode = child(clause, 'Name');
  if (!nameNode) return undefined;
  const name = textOf(context.tree, nameNode).toLowerCase();
  const isKnown = root.object.supportedScopes.some(supported => supported.name.toLowerCase() === name);
  if (isKnown && (name === 'everything' || name === 'scopingrule')) return undefined;
  const owner = root.object.field('OwnerId');
  if (isKnown && name === 'mine' && owner) {
    return { kind: 'compare', left: columnOf(root, owner), operator: '=', right: context.user.id };
  }
  throw malformedAt(context, nameNode, `Scope '${name}' is not supported for ${root.object.name}`);
}

/** `FROM Contact c, c.Account a`: a parent under a name of its own. */
function addAlias(scope: Scope, item: SyntaxNode<'FromItem'>): void {
  const { context } = scope;
  const path = child(item, 'FieldPath');
  const place = resolveRelationships(scope, childrenOf(path, 'Name'), path ?? item);
  const alias = aliasText(context.tree, item);
  if (place.kind !== 'source') {
    throw unknownRelationship(
      context,
      path ?? item,
      pathNames(context.tree, path).join('.'),
      'FROM part of query call',
    );
  }
  if (alias) scope.aliases.set(alias.toLowerCase(), place.source);
}
