import { child, childrenOf, textOf } from '../../syntax/tree.ts';
import { maxChildLevels, maxParentLevels } from '../paths.ts';
import { problem } from '../problems.ts';
import type { QueryScope } from '../scope.ts';
import { type Facts, normalized, type Rule } from './rule.ts';

// https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_soslsoql.htm
const maxOffset = 2_000;
const maxSearchRows = 2_000;
const maxStatement = 100_000;
const maxString = 4_000;
const maxParentRelationships = 55;
const maxChildQueries = 20;

export const rowLimits: Rule = ({ tree, references }, report) => {
  for (const { node, kind } of references.scopes) {
    const offset = child(child(node, 'OffsetClause'), 'NumberLiteral');
    if (offset && Number(textOf(tree, offset)) > maxOffset)
      report(problem('offset-too-large', offset, [`${maxOffset}`]));
    const limit = child(child(node, 'LimitClause'), 'NumberLiteral');
    if (kind !== 'search' || !limit || Number(textOf(tree, limit)) <= maxSearchRows) continue;
    report(problem('search-limit-too-large', limit, [`${maxSearchRows}`]));
  }
};

/** LIMIT and OFFSET count from zero. OFFSET in a child query works for one parent only. */
export const rowCounts: Rule = ({ tree, references }, report) => {
  for (const { node, kind, outer } of references.scopes) {
    for (const clause of childrenOf(node, 'LimitClause', 'OffsetClause')) {
      const count = child(clause, 'NumberLiteral');
      const word = clause.kind === 'LimitClause' ? 'LIMIT' : 'OFFSET';
      if (count && Number(textOf(tree, count)) < 0) report(problem('negative-count', count, [word]));
    }
    const offset = child(node, 'OffsetClause');
    const parents = child(child(outer?.node, 'LimitClause'), 'NumberLiteral');
    if (kind !== 'child' || !offset || (parents && textOf(tree, parents) === '1')) continue;
    report(problem('child-offset', offset));
  }
};

/** Paths lead at most five objects up, child queries at most five levels down. */
export const depths: Rule = ({ references }, report) => {
  for (const { steps, path } of references.fields) {
    const levels = steps.filter(s => s.kind === 'relationship').length;
    if (levels > maxParentLevels) report(problem('too-many-levels-up', path, [`${maxParentLevels}`]));
  }
  for (const scope of references.scopes) {
    if (scope.kind !== 'child' || childLevel(scope) !== maxChildLevels) continue;
    report(problem('too-many-levels-down', scope.node, [`${maxChildLevels}`]));
  }
};

/** The root query is level 0; five levels are 0 to 4. */
function childLevel(scope: QueryScope): number {
  return scope.kind === 'child' && scope.outer ? childLevel(scope.outer) + 1 : 0;
}

export const counts: Rule = (facts, report) => {
  const { references } = facts;
  for (const scope of references.scopes) {
    if (scope.node.end - scope.node.start > maxStatement && scope.kind === 'root') {
      report(problem('statement-too-long', scope.node, [maxStatement]));
    }
    const children = childrenOf(child(scope.node, 'SelectClause'), 'Subquery');
    const extra = children[maxChildQueries];
    if (extra) report(problem('too-many-child-queries', extra, [`${maxChildQueries}`]));
    const first = firstBeyond(facts, scope);
    if (first) report(problem('too-many-relationships', first, [`${maxParentRelationships}`]));
  }
};

function firstBeyond(facts: Facts, scope: QueryScope) {
  const relationships = new Set<string>();
  for (const { scope: owner, names, path, steps } of facts.references.fields) {
    if (owner !== scope || names.length < 2) continue;
    const text = normalized(facts, path).split('.');
    const skipped = steps[0]?.kind === 'alias' || steps[0]?.kind === 'object' ? 1 : 0;
    for (let end = skipped + 1; end < text.length; end++) relationships.add(text.slice(skipped, end).join('.'));
    if (relationships.size > maxParentRelationships) return path;
  }
  return undefined;
}

export const longStrings: Rule = (facts, report) => {
  for (const { values } of facts.comparisons) {
    for (const value of values) {
      if (value.kind !== 'StringLiteral' || value.end - value.start - 2 <= maxString) continue;
      report(problem('string-too-long', value, [maxString]));
    }
  }
};
