import { ancestor, child, type SyntaxNode, textOf } from '../../syntax/tree.ts';
import { comparisonOf } from '../comparisons.ts';
import type { Step } from '../paths.ts';
import { problem } from '../problems.ts';
import type { QueryScope } from '../scope.ts';
import type { Facts, Rule } from './rule.ts';

// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_comparisonoperators.htm
const maxSemiJoins = 2;
const unsupported: ReadonlySet<string> = new Set(
  ['ActivityHistory', 'Attachment', 'Event', 'EventAttendee', 'Note', 'OpenActivity', 'Task'].map(n => n.toLowerCase()),
);

/** `field IN (SELECT …)`: which fields, which objects, and where it may stand. */
export const semiJoins: Rule = (facts, report) => {
  const joins = facts.references.scopes.filter(s => s.kind === 'semiJoin');
  const perQuery = new Map<SyntaxNode, number>();
  for (const join of joins) {
    const comparison = ancestor(join.node, 'Comparison');
    if (!comparison) continue;
    reportPlace(join, comparison, report);
    reportSides(facts, join, comparison, report);
    const query = join.outer?.node;
    const count = query ? (perQuery.get(query) ?? 0) + 1 : 0;
    if (query) perQuery.set(query, count);
    if (count > maxSemiJoins) report(problem('too-many-semi-joins', join.node, [`${maxSemiJoins}`]));
  }
};

function reportPlace(join: QueryScope, comparison: SyntaxNode, report: Parameters<Rule>[1]): void {
  const { node, outer } = join;
  if (outer?.kind === 'semiJoin') report(problem('nested-semi-join', node));
  else if (outer?.kind === 'child') report(problem('semi-join-in-child', node));
  else if (ancestor(comparison, 'HavingClause', 'WhereClause')?.kind === 'HavingClause') {
    report(problem('semi-join-in-having', node));
  } else if (ancestor(comparison, 'OrCondition', 'Query')?.kind === 'OrCondition')
    report(problem('semi-join-with-or', node));
  else if (ancestor(comparison, 'NotCondition', 'Query')?.kind === 'NotCondition') {
    report(problem('semi-join-negated', node));
  }
}

function reportSides(
  facts: Facts,
  join: QueryScope,
  comparison: SyntaxNode<'Comparison'>,
  report: Parameters<Rule>[1],
): void {
  const { tree, scopes } = facts;
  const from = child(child(child(join.node, 'FromClause'), 'FromItem'), 'FieldPath');
  if (from && unsupported.has(textOf(tree, from).toLowerCase())) {
    report(problem('semi-join-object', from, [textOf(tree, from)]));
  } else if (from && join.object?.name.toLowerCase() === join.outer?.object?.name.toLowerCase()) {
    report(problem('semi-join-same-object', from, [textOf(tree, from)]));
  }
  const left = child(comparison, 'FieldPath');
  const { type } = comparisonOf(scopes, comparison);
  const steps = left ? scopes.steps(join.outer, scopes.names(left)) : [];
  if (left && type && ((type !== 'id' && type !== 'reference') || leadsAway(steps)))
    report(problem('semi-join-needs-id', left, [textOf(tree, left)]));
  reportColumn(facts, join, report);
}

function reportColumn({ tree, references }: Facts, join: QueryScope, report: Parameters<Rule>[1]): void {
  const select = child(join.node, 'SelectClause');
  const columns = select?.children.filter((c): c is SyntaxNode => !c.token && c.kind !== 'Error') ?? [];
  if (columns[1]) report(problem('semi-join-columns', columns[1]));
  const [column] = references.fields.filter(r => r.scope === join && r.place === 'select');
  const type = column?.field?.type;
  if (column && type && ((type !== 'id' && type !== 'reference') || leadsAway(column.steps))) {
    report(problem('semi-join-needs-id', column.path, [textOf(tree, column.path)]));
  }
}

function leadsAway(steps: readonly Step[]): boolean {
  return steps.some(step => step.kind === 'relationship');
}
