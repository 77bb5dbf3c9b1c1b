import { ancestor, child, childrenOf, type SyntaxNode, textOf } from '../../syntax/tree.ts';
import { problem } from '../problems.ts';
import type { QueryScope } from '../scope.ts';
import { aggregateCalls, groupKeys } from './grouping.ts';
import { type Facts, normalized, type Rule } from './rule.ts';

/** A field may be selected once, unless an alias tells the two apart. */
export const duplicateFields: Rule = (facts, report) => {
  for (const { node } of facts.references.scopes) {
    const seen = new Set<string>();
    for (const item of selectItems(node)) {
      const value = child(item, 'FieldPath', 'FunctionCall');
      if (!value || child(item, 'Alias')) continue;
      const text = normalized(facts, value);
      if (seen.has(text) && value.kind === 'FieldPath')
        report(problem('duplicate-field', item, [textOf(facts.tree, value)]));
      seen.add(text);
    }
  }
};

/** A plain field takes an alias only where rows are grouped: elsewhere a comma is missing. */
export const fieldAliases: Rule = (facts, report) => {
  for (const scope of facts.references.scopes) {
    if (scope.kind === 'search' || groupKeys(scope).length > 0 || aggregateCalls(facts, scope).length > 0) continue;
    for (const item of selectItems(scope.node)) {
      const alias = child(item, 'Alias');
      if (alias && child(item, 'FieldPath')) report(problem('alias-needs-group', alias, [textOf(facts.tree, alias)]));
    }
  }
};

export const duplicateAliases: Rule = (facts, report) => {
  for (const { node } of facts.references.scopes) {
    const seen = new Set<string>();
    const aliases = [...selectItems(node), ...childrenOf(child(node, 'FromClause'), 'FromItem')];
    for (const alias of aliases.flatMap(item => childrenOf(item, 'Alias'))) {
      const name = textOf(facts.tree, alias).toLowerCase();
      if (seen.has(name)) report(problem('duplicate-alias', alias, [textOf(facts.tree, alias)]));
      seen.add(name);
    }
  }
};

/** FIELDS(ALL) and FIELDS(CUSTOM) need a LIMIT of at most 200 rows, or that many Ids; none of them goes with aggregates. */
export const fieldLists: Rule = (facts, report) => {
  for (const call of facts.references.calls) {
    if (call.name.toUpperCase() !== 'FIELDS') continue;
    const { scope, node } = call;
    const argument = child(node, 'FieldPath');
    const which = argument ? textOf(facts.tree, argument).toUpperCase() : '';
    if (argument && !fieldSets.has(which)) report(problem('unknown-field-list', argument, [which]));
    if (groupKeys(scope).length > 0 || aggregateCalls(facts, scope).length > 0) {
      report(problem('field-list-grouped', node, [which]));
    } else if ((which === 'ALL' || which === 'CUSTOM') && !isBounded(facts, scope)) {
      report(problem('field-list-needs-limit', node, [which]));
    }
    if (which === 'CUSTOM' && scope.object?.schema && !scope.object.schema.fields.some(f => f.custom)) {
      report(problem('field-list-empty', node, [scope.object.schema.name]));
    }
    reportListed(facts, scope, which, report);
  }
};

const maxUnbounded = 200;
const fieldSets: ReadonlySet<string> = new Set(['ALL', 'STANDARD', 'CUSTOM']);

/** A field that the list already holds would be selected twice. */
function reportListed(facts: Facts, scope: QueryScope, which: string, report: Parameters<Rule>[1]): void {
  for (const reference of facts.references.fields) {
    const { field, names } = reference;
    if (reference.scope !== scope || reference.place !== 'select' || reference.call || !field || names.length > 1)
      continue;
    if (ancestor(reference.path, 'TypeofExpression')) continue;
    if (which === 'ALL' || (which === 'CUSTOM') === field.custom) {
      report(problem('duplicate-field', reference.path, [field.name]));
    }
  }
}

/** By a LIMIT, or by a list of Ids. */
function isBounded(facts: Facts, scope: QueryScope): boolean {
  const byId = facts.comparisons.find(
    ({ node, field, operator }) =>
      field?.type === 'id' &&
      (operator === 'IN' || operator === '=') &&
      node.parent &&
      isRequired(node.parent, scope.node),
  );
  if (byId && byId.values.length <= maxUnbounded) return true;
  const limit = child(scope.node, 'LimitClause');
  if (!limit) return false;
  const count = child(limit, 'NumberLiteral');
  return !count || Number(textOf(facts.tree, count)) <= maxUnbounded;
}

/** Whether every row of the query has to meet the conditions in this node. */
function isRequired(node: SyntaxNode, query: SyntaxNode): boolean {
  if (node.kind === 'WhereClause') return node.parent === query;
  const isAnd = node.kind === 'AndCondition' || node.kind === 'ParenCondition';
  return isAnd && node.parent !== undefined && isRequired(node.parent, query);
}

/** COUNT() gives a number, not rows: there is nothing to sort. */
export const sortedCount: Rule = (facts, report) => {
  for (const call of facts.references.calls) {
    if (call.name.toUpperCase() !== 'COUNT' || call.place !== 'select' || call.outer) continue;
    if (child(call.node, 'FieldPath', 'FunctionCall')) continue;
    const order = child(call.scope.node, 'OrderByClause');
    if (order) report(problem('count-with-order', order));
  }
};

function selectItems(node: SyntaxNode): SyntaxNode<'SelectField'>[] {
  return childrenOf(node.kind === 'ReturningItem' ? node : child(node, 'SelectClause'), 'SelectField');
}
