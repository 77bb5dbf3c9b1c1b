// Which fields of an object are the likeliest at the caret, and which are the last that one would choose.
import type { FieldSchema } from '../../semantics/schema.ts';
import { expressionOf, selectItems } from '../../syntax/ast.ts';
import { isA, type SyntaxNode, textOf } from '../../syntax/tree.ts';
import type { WordCaret } from './caret.ts';
import { groupedNames } from './grouped.ts';

export type Rank = 'first' | 'last' | undefined;

/** The rank of a field; `key` is its name in lower case. */
export function ranking(caret: WordCaret): (field: FieldSchema, key: string) => Rank {
  const used = usedFields(caret);
  const rank = likeliest(caret);
  return (field, key) => (used.has(key) ? 'last' : rank(field, key));
}

const alike = (): Rank => undefined;

function likeliest(caret: WordCaret): (field: FieldSchema, key: string) => Rank {
  const { clause, scope, path, functionName } = caret;
  if (path.length > 0) return alike;
  if (functionName !== undefined) return functionName.toLowerCase() === 'tolabel' ? labelled : alike;
  if (clause === 'groupBy') {
    const selected = namesIn(caret, selectItems(scope?.node));
    return (_, key) => (selected.has(key) ? 'first' : undefined);
  }
  if (clause !== 'select') return alike;
  if (scope?.kind === 'semiJoin') {
    const wanted = wantedBy(caret);
    return ({ referenceTo }) => (referenceTo.some(name => wanted.has(name)) ? 'first' : undefined);
  }
  const grouped = groupedNames(caret);
  return grouped ? (_, key) => (grouped.has(key) ? 'first' : 'last') : alike;
}

/** What toLabel is for; texts that it takes too are names of record types and the like. */
function labelled({ type }: FieldSchema): Rank {
  return type === 'string' ? 'last' : undefined;
}

/** The objects whose Ids the subquery of a condition is to give. */
export function wantedBy({ comparison, scope }: WordCaret): ReadonlySet<string> {
  const { field } = comparison ?? {};
  const own = field?.type === 'id' ? scope?.outer?.object?.name : undefined;
  return new Set(own === undefined ? field?.referenceTo : [own]);
}

/** In lower case, the plain fields of a list. */
function namesIn({ scopes }: WordCaret, items: readonly SyntaxNode[]): ReadonlySet<string> {
  const paths = items.map(expressionOf).filter(path => isA(path, 'FieldPath'));
  return new Set(paths.map(path => textOf(scopes.tree, path).toLowerCase()));
}

/** Fields that the clause names already, in lower case. */
function usedFields({ node, scopes, clause, path: typedPath }: WordCaret): ReadonlySet<string> {
  const used = new Set<string>();
  if (clause === 'where' || clause === 'having' || typedPath.length > 0) return used;
  let holder = node;
  while (holder.parent && !/Clause$|^ReturningItem$|^GroupingSet$/.test(holder.kind)) holder = holder.parent;
  // A list may have hundreds of items: their text is read, not their names one by one.
  for (const item of holder.children) {
    if (item.token || !listed.has(item.kind)) continue;
    const path = item.children[0];
    if (!path || path.token || path.kind !== 'FieldPath' || path === node.parent) continue;
    used.add(textOf(scopes.tree, path).toLowerCase());
  }
  return used;
}

const listed: ReadonlySet<string> = new Set(['SelectField', 'GroupItem', 'OrderItem']);
