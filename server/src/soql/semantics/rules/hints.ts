import { tokenOf, whereCondition } from '../../syntax/ast.ts';
import { child, type SyntaxNode } from '../../syntax/tree.ts';
import { type Comparison, requiredComparisons } from '../comparisons.ts';
import { stringValue } from '../literals.ts';
import { problem } from '../problems.ts';
import type { Facts, Rule } from './rule.ts';

/** What makes a query slow on many rows; nothing is wrong with it. */
export const performance: Rule = (facts, report) => {
  for (const comparison of facts.comparisons) {
    const { operator, operatorNode, values } = comparison;
    const [value] = values;
    if (value && startsWithWildcard(facts, comparison)) report(problem('leading-wildcard', value));
    if (operatorNode && isNegative(comparison)) report(problem('negative-filter', operatorNode, [operator]));
  }
};

function startsWithWildcard({ tree }: Facts, { operator, values: [value] }: Comparison): boolean {
  return operator === 'LIKE' && value?.kind === 'StringLiteral' && /^[%_]/.test(stringValue(tree, value));
}

/** "Not empty" and "not checked" are asked by `!=` in the absence of anything better. */
function isNegative({ operator, type, values: [value] }: Comparison): boolean {
  if (operator === 'NOT IN') return value !== undefined;
  return operator === '!=' && value !== undefined && value.kind !== 'NullLiteral' && type !== 'boolean';
}

/**
 * "Not empty" and "not deleted" leave most rows over: with no other condition, Salesforce reads the whole object. Any
 * other field may have an index, which Describe does not tell.
 */
export const selectivity: Rule = (facts, report) => {
  for (const { node, kind, object } of facts.references.scopes) {
    const where = child(node, 'WhereClause');
    const keyword = tokenOf(where, 'Keyword');
    if (kind !== 'root' || !keyword || child(node, 'LimitClause') || /__mdt$/i.test(object?.name ?? '')) continue;
    const required = new Set<SyntaxNode>(requiredComparisons(whereCondition(node)));
    const own = facts.comparisons.filter(comparison => required.has(comparison.node));
    if (own.length > 0 && own.length === required.size && own.every(isBroad)) {
      report(problem('no-selective-filter', keyword));
    }
  }
};

function isBroad({ operator, field, values: [value] }: Comparison): boolean {
  return field?.name === 'IsDeleted' || (operator === '!=' && value?.kind === 'NullLiteral');
}
