import { ancestor, child, childrenOf, type SyntaxNode, textOf } from '../../syntax/tree.ts';
import { problem } from '../problems.ts';
import type { FieldReference } from '../references.ts';
import type { FieldSchema } from '../schema.ts';
import { closest } from '../suggest.ts';
import { aggregateCalls, groupKeys } from './grouping.ts';
import { type Facts, normalized, type Rule } from './rule.ts';

/** TYPEOF: only polymorphic relationships, each object once, only in queries that give objects. */
export const typeofRules: Rule = (facts, report) => {
  for (const reference of facts.references.fields) {
    if (reference.place !== 'typeof') continue;
    const expression = ancestor(reference.path, 'TypeofExpression');
    if (!expression) continue;
    const last = reference.steps.at(-1);
    const isWhole = reference.steps.length === reference.names.length;
    if (isWhole && last?.kind === 'relationship') {
      if (!last.field.namePointing && last.field.referenceTo.length === 1) {
        report(problem('typeof-not-polymorphic', reference.path, [textOf(facts.tree, reference.path)]));
      } else reportTargets(facts, expression, last.field, report);
    }
    reportRepeated(facts, expression, report);
    reportQuery(facts, reference, expression, report);
    for (const branch of childrenOf(expression, 'TypeofWhen', 'TypeofElse')) {
      for (const call of childrenOf(branch, 'FunctionCall')) report(problem('typeof-function', call));
    }
  }
};

function whenNames(expression: SyntaxNode): SyntaxNode<'Name'>[] {
  return childrenOf(expression, 'TypeofWhen').flatMap(when => childrenOf(when, 'Name').slice(0, 1));
}

function reportTargets({ tree }: Facts, expression: SyntaxNode, field: FieldSchema, report: Parameters<Rule>[1]): void {
  if (field.referenceTo.length === 0) return;
  const targets = new Set(field.referenceTo.map(t => t.toLowerCase()));
  for (const name of whenNames(expression)) {
    const written = textOf(tree, name);
    if (targets.has(written.toLowerCase())) continue;
    const candidates = field.referenceTo.map(t => ({ name: t }));
    report(
      problem(
        'typeof-wrong-object',
        name,
        [written, field.relationshipName ?? field.name],
        closest(written, candidates),
      ),
    );
  }
}

function reportRepeated({ tree }: Facts, expression: SyntaxNode, report: Parameters<Rule>[1]): void {
  const seen = new Set<string>();
  for (const name of whenNames(expression)) {
    const written = textOf(tree, name);
    if (seen.has(written.toLowerCase())) report(problem('typeof-repeated', name, [written]));
    seen.add(written.toLowerCase());
  }
}

function reportQuery(
  facts: Facts,
  reference: FieldReference,
  expression: SyntaxNode,
  report: Parameters<Rule>[1],
): void {
  const { scope, path } = reference;
  if (scope.kind === 'semiJoin') report(problem('typeof-in-semi-join', expression));
  else if (groupKeys(scope).length > 0 || aggregateCalls(facts, scope).length > 0) {
    report(problem('typeof-grouped', expression));
  }
  const prefix = `${normalized(facts, path)}.`;
  for (const field of childrenOf(child(scope.node, 'SelectClause'), 'SelectField')) {
    const selected = child(field, 'FieldPath');
    if (selected && normalized(facts, selected).startsWith(prefix)) {
      report(problem('typeof-also-selected', selected, [textOf(facts.tree, path)]));
    }
  }
}
