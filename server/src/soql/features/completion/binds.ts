import type { Lookups } from '../../semantics/lookups.ts';
import { bindName } from '../../syntax/ast.ts';
import { isA, type SyntaxNode, type SyntaxTree } from '../../syntax/tree.ts';
import { marker, type WordCaret } from './caret.ts';
import type { Items } from './items.ts';

/** The bind variables that the statement holds already. */
export function binds({ roles, scopes }: WordCaret, _: Lookups, items: Items): void {
  if (!roles.has('value') && !roles.has('bind')) return;
  const colon = roles.has('bind') ? '' : ':';
  for (const name of bindNames(scopes.tree)) items.add({ label: `${colon}${name}`, kind: 'value', group: 'name' });
}

function bindNames(tree: SyntaxTree): Set<string> {
  const names = new Set<string>();
  const visit = (node: SyntaxNode): void => {
    for (const element of node.children) {
      if (element.token) continue;
      const name = isA(element, 'Bind') ? bindName(tree, element) : undefined;
      if (name && !name.includes(marker)) names.add(name);
      visit(element);
    }
  };
  visit(tree.root);
  return names;
}
