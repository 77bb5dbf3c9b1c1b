import { expressionOf, groupItems } from '../../syntax/ast.ts';
import { ancestor, child, childrenOf, type SyntaxNode, textOf } from '../../syntax/tree.ts';
import { functionNamed } from '../functions.ts';
import { problem } from '../problems.ts';
import type { CallReference, FieldReference } from '../references.ts';
import type { QueryScope } from '../scope.ts';
import { type Facts, normalized, type Rule } from './rule.ts';

/** Every field of a grouped or aggregated query has to be grouped or aggregated itself. */
export const ungroupedFields: Rule = (facts, report) => {
  for (const scope of facts.references.scopes) {
    if (scope.kind !== 'root') continue;
    const aggregates = aggregateCalls(facts, scope);
    const items = groupKeys(scope);
    // COUNT() by itself gives a number: what else is wrong with its query is told by other rules.
    if (items.length === 0 && !aggregates.some(call => expressionOf(call.node))) continue;
    const grouped = new Set(items.map(item => key(facts, scope, item)));
    for (const reference of facts.references.fields) {
      if (reference.scope !== scope || !reported.has(reference.place)) continue;
      if (isCovered(facts, reference, grouped)) continue;
      report(problem('ungrouped-field', reference.path, [textOf(facts.tree, reference.path)]));
    }
  }
};

const reported: ReadonlySet<string> = new Set(['select', 'having', 'orderBy']);

/** Date parts of fields are values of groups: without GROUP BY there is none. */
export const ungroupedDateParts: Rule = (facts, report) => {
  for (const call of facts.references.calls) {
    const { scope } = call;
    if (call.place !== 'select' || functionNamed(call.name)?.kind !== 'date' || scope.kind === 'search') continue;
    if (groupKeys(scope).length > 0 || aggregateCalls(facts, scope).length > 0) continue;
    report(problem('date-part-needs-group', call.node, [call.name]));
  }
};

export const duplicateGroups: Rule = (facts, report) => {
  for (const scope of facts.references.scopes) {
    const seen = new Set<string>();
    for (const item of groupKeys(scope)) {
      const text = key(facts, scope, item);
      if (seen.has(text)) report(problem('duplicate-group', item, [textOf(facts.tree, item)]));
      seen.add(text);
    }
    const set = child(child(scope.node, 'GroupByClause'), 'GroupingSet');
    const [, , , fourth] = childrenOf(set, 'GroupItem');
    if (fourth) report(problem('too-many-grouping-fields', fourth));
  }
};

/** Only the outermost query may aggregate. */
export const nestedAggregates: Rule = (facts, report) => {
  for (const scope of facts.references.scopes) {
    if (scope.kind !== 'child' && scope.kind !== 'semiJoin') continue;
    for (const { node, name } of aggregateCalls(facts, scope)) report(problem('aggregate-in-subquery', node, [name]));
    const group = child(scope.node, 'GroupByClause');
    if (group && scope.kind === 'child') report(problem('group-in-subquery', group));
  }
};

/** Without groups an aggregate gives one row, which LIMIT and OFFSET have no use for; COUNT() is excepted. */
export const aggregateLimits: Rule = (facts, report) => {
  for (const scope of facts.references.scopes) {
    if (scope.kind !== 'root' || groupKeys(scope).length > 0) continue;
    const [first] = aggregateCalls(facts, scope).filter(c => expressionOf(c.node));
    if (!first) continue;
    for (const clause of childrenOf(scope.node, 'LimitClause', 'OffsetClause')) {
      report(problem('aggregate-limit', clause, [clause.kind === 'LimitClause' ? 'LIMIT' : 'OFFSET']));
    }
  }
};

export function aggregateCalls({ references }: Facts, scope: QueryScope): CallReference[] {
  return references.calls.filter(
    c => c.scope === scope && c.place === 'select' && functionNamed(c.name)?.kind === 'aggregate',
  );
}

/** The fields and functions that a query groups by. */
export function groupKeys(scope: QueryScope): SyntaxNode[] {
  return groupItems(scope.node).flatMap(item => expressionOf(item) ?? []);
}

/** Two ways to write one field, with and without an alias or the object's name in front, have one key. */
function key(facts: Facts, scope: QueryScope, node: SyntaxNode): string {
  const text = normalized(facts, node);
  const [first = ''] = text.split('.', 1);
  const isPrefix = first === scope.object?.name.toLowerCase() || scope.aliases.get(first)?.name === scope.object?.name;
  return isPrefix && node.kind === 'FieldPath' ? text.slice(first.length + 1) : text;
}

function isCovered(facts: Facts, reference: FieldReference, grouped: ReadonlySet<string>): boolean {
  const { path, scope } = reference;
  const text = normalized(facts, path);
  if (scope.fieldAliases.has(text) && reference.place !== 'select') return true;
  if (grouped.has(key(facts, scope, path))) return true;
  for (let call = reference.call; call; call = call.outer) {
    const kind = functionNamed(call.name)?.kind;
    if (kind === undefined || kind === 'aggregate' || kind === 'grouping') return true;
    if (grouped.has(normalized(facts, call.node))) return true;
  }
  return ancestor(path, 'TypeofExpression') !== undefined;
}
