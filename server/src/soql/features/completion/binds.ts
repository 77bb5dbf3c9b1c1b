import type { Lookups } from '../../semantics/lookups.ts';
import { bindName } from '../../syntax/ast.ts';
import { isA, type SyntaxNode, type SyntaxTree } from '../../syntax/tree.ts';
import type { WordCaret } from './caret.ts';
import type { Items } from './items.ts';

/** The bind variables that the statement holds already. */
export function binds({ roles, scopes, node: typed }: WordCaret, _: Lookups, items: Items): void {
  if (!roles.has('value') && !roles.has('bind')) return;
  const colon = roles.has('bind') ? '' : ':';
  for (const name of bindNames(scopes.tree, typed))
    items.add({ label: `${colon}${name}`, kind: 'value', group: 'name' });
}

/** The one that is being typed is none yet. */
function bindNames(tree: SyntaxTree, typed: SyntaxNode): Set<string> {
  const names = new Set<string>();
  const visit = (node: SyntaxNode): void => {
    for (const element of node.children) {
      if (element.token) continue;
      const name = isA(element, 'Bind') && element !== typed.parent ? bindName(tree, element) : undefined;
      if (name) names.add(name);
      visit(element);
    }
  };
  visit(tree.root);
  return names;
}
