import { functionNamed } from '../../semantics/functions.ts';
import type { Lookups } from '../../semantics/lookups.ts';
import { expressionOf, functionName, groupItems, minify, selectItems } from '../../syntax/ast.ts';
import { childrenOf, isA, type SyntaxNode } from '../../syntax/tree.ts';
import type { WordCaret } from './caret.ts';
import type { Items } from './items.ts';

/**
 * In lower case, the fields that a grouped query groups by, and the relationships that its other keys begin with;
 * undefined where it groups by no field, or a path has left its object.
 */
export function groupedNames({ scope, scopes, path }: WordCaret): ReadonlySet<string> | undefined {
  const keys = groupItems(scope?.node).flatMap(item => childrenOf(item, 'FieldPath'));
  if (keys.length === 0 || path.length > 0) return undefined;
  return new Set(keys.map(key => scopes.names(key)[0]?.toLowerCase() ?? ''));
}

/** The functions that a grouped query uses elsewhere and that are meant here, as they are written there. */
export function groupedExpressions(caret: WordCaret, _: Lookups, items: Items): void {
  const { roles, path, functionName: around } = caret;
  if (!roles.has('function') || path.length > 0 || around !== undefined) return;
  for (const [rank, [label, name]] of meantHere(caret).entries()) {
    items.add({ label, kind: 'function', group: 'value', rank, about: { word: name } });
  }
}

function meantHere(caret: WordCaret): [text: string, name: string][] {
  const { clause, scope } = caret;
  if (clause === undefined || clause === 'where') return [];
  const grouped = callsIn(caret, groupItems(scope?.node));
  // A long list is not looked at for nothing.
  if (clause === 'select' && grouped.size === 0) return [];
  const selected = callsIn(caret, selectItems(scope?.node));
  switch (clause) {
    case 'having':
    case 'orderBy':
      return [...new Map([...selected, ...grouped])].filter(([, name]) => kindsInGroups.has(kindOf(name)));
    case 'groupBy':
      return [...selected].filter(([text, name]) => kindOf(name) === 'date' && !grouped.has(text));
    case 'select':
      return [...grouped].filter(([text]) => !selected.has(text));
    default:
      return clause satisfies never;
  }
}

const kindOf = (name: string) => functionNamed(name)?.kind;
const kindsInGroups: ReadonlySet<string | undefined> = new Set(['aggregate', 'date', 'grouping']);

/** The names of the calls by their text. */
function callsIn({ scopes: { tree } }: WordCaret, items: readonly SyntaxNode[]): ReadonlyMap<string, string> {
  const calls = items.map(expressionOf).filter(expression => isA(expression, 'FunctionCall'));
  return new Map(calls.map(call => [minify(tree, call), functionName(tree, call) ?? '']));
}
