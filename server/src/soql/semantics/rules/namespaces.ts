import { child, childrenOf, type SyntaxNode, textOf } from '../../syntax/tree.ts';
import { childRelationshipOf } from '../namespaces.ts';
import { problem } from '../problems.ts';
import type { QueryScope } from '../scope.ts';
import type { Facts, Rule } from './rule.ts';

/** Custom names without the namespace of their package: right in the org that owns it, unknown in all others. */
export const namespaces: Rule = (facts, report) => {
  const compare = (node: SyntaxNode, name: string | undefined) => {
    const written = textOf(facts.tree, node);
    if (!name || name.length === written.length || !name.toLowerCase().endsWith(`__${written.toLowerCase()}`)) return;
    report(problem('namespace-left-out', node, [written, name], [name]));
  };
  for (const scope of facts.references.scopes) {
    const from = fromName(scope);
    if (from) compare(from, objectName(facts, scope, from));
  }
  for (const { steps, names } of facts.references.fields) {
    for (const [index, step] of steps.entries()) {
      const name = names[index];
      if (!name) continue;
      if (step.kind === 'field') compare(name, step.field.name);
      else if (step.kind === 'relationship') compare(name, step.field.relationshipName);
      else if (step.kind === 'object') compare(name, step.object.schema?.name);
    }
  }
};

function fromName({ node }: QueryScope): SyntaxNode | undefined {
  if (node.kind === 'ReturningItem') return child(node, 'Name');
  return childrenOf(child(child(child(node, 'FromClause'), 'FromItem'), 'FieldPath'), 'Name').at(-1);
}

/** What FROM names, in full: a child relationship in a child query, else an object. */
function objectName({ tree }: Facts, { kind, outer, object }: QueryScope, from: SyntaxNode): string | undefined {
  if (kind !== 'child') return object?.schema?.name;
  const parent = outer?.object?.schema;
  return parent && childRelationshipOf(parent, textOf(tree, from))?.relationshipName;
}
