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
  const { roles, path, functionName: around, scope, clause } = caret;
  if (!roles.has('function') || path.length > 0 || around !== undefined) return;
  const selected = callsIn(caret, selectItems(scope?.node));
  const grouped = callsIn(caret, groupItems(scope?.node));
  for (const [rank, [label, name]] of meantHere(clause, selected, grouped).entries()) {
    items.add({ label, kind: 'function', group: 'value', rank, about: { word: name } });
  }
}

/** The names of calls by their text. */
type Calls = ReadonlyMap<string, string>;

function meantHere(clause: WordCaret['clause'], selected: Calls, grouped: Calls): [text: string, name: string][] {
  switch (clause) {
    case 'having':
    case 'orderBy':
      return [...new Map([...selected, ...grouped])].filter(([, name]) => kindsInGroups.has(kindOf(name)));
    case 'groupBy':
      return [...selected].filter(([text, name]) => kindOf(name) === 'date' && !grouped.has(text));
    case 'select':
      return [...grouped].filter(([text]) => !selected.has(text));
    case 'where':
    case undefined:
      return [];
    default:
      return clause satisfies never;
  }
}

const kindOf = (name: string) => functionNamed(name)?.kind;
const kindsInGroups: ReadonlySet<string | undefined> = new Set(['aggregate', 'date', 'grouping']);

function callsIn({ scopes: { tree } }: WordCaret, items: readonly SyntaxNode[]): Calls {
  const calls = items.map(expressionOf).filter(expression => isA(expression, 'FunctionCall'));
  return new Map(calls.map(call => [minify(tree, call), functionName(tree, call) ?? '']));
}
