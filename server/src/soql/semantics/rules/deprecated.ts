import { child, type SyntaxNode } from '../../syntax/tree.ts';
import { problem } from '../problems.ts';
import type { Rule } from './rule.ts';

/** Objects and fields that the org keeps for older API versions. */
export const deprecatedNames: Rule = ({ references }, report) => {
  for (const { node, object } of references.scopes) {
    const from = node.kind === 'ReturningItem' ? child(node, 'Name') : fromPath(node);
    if (from && object?.schema?.deprecated) report(problem('deprecated-name', from, [object.schema.name]));
  }
  for (const { field, names } of references.fields) {
    const name = names.at(-1);
    if (name && field?.deprecated) report(problem('deprecated-name', name, [field.name]));
  }
};

function fromPath(query: SyntaxNode): SyntaxNode | undefined {
  return child(child(child(query, 'FromClause'), 'FromItem'), 'FieldPath');
}
