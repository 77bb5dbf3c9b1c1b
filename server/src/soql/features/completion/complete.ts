import { Lookups } from '../../semantics/lookups.ts';
import { ancestor, type SyntaxNode } from '../../syntax/tree.ts';
import type { CompletionItem, CompletionList, InputAt } from '../model.ts';

/** What can stand at the offset. */
export function complete({ tree, schema, offset }: InputAt): CompletionList {
  const lookups = new Lookups(schema);
  const path = pathAt(tree.root, offset);
  const items = path && ancestor(path, 'FromItem') ? objects(lookups, path) : [];
  return { items, missing: lookups.missing(), isIncomplete: false };
}

function pathAt(node: SyntaxNode, offset: number): SyntaxNode<'FieldPath'> | undefined {
  const inner = node.children.find(c => !c.token && c.start <= offset && offset <= c.end) as SyntaxNode | undefined;
  if (inner?.kind === 'FieldPath') return inner as SyntaxNode<'FieldPath'>;
  return inner && pathAt(inner, offset);
}

function objects(lookups: Lookups, replace: { start: number; end: number }): CompletionItem[] {
  const queryable = lookups.objects()?.filter(o => o.queryable) ?? [];
  return queryable.map(({ name, label }) => ({
    label: name,
    kind: 'object',
    detail: label,
    insertText: name,
    snippet: false,
    sortText: name,
    replace: { start: replace.start, end: replace.end },
    continues: false,
    about: { object: name },
  }));
}
