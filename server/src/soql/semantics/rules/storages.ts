// Objects that are not stored as rows of the org.
// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_custom_metadata_types.htm
import { expressionOf, operands } from '../../syntax/ast.ts';
import { child, childrenOf, type SyntaxNode, textOf } from '../../syntax/tree.ts';
import { functionNamed } from '../functions.ts';
import { type ProblemCode, problem } from '../problems.ts';
import type { QueryScope } from '../scope.ts';
import { familyOf } from '../types.ts';
import { clauseWords, type Facts, normalized, type Rule } from './rule.ts';

interface Storage {
  readonly code: ProblemCode;
  readonly ending: RegExp;
  readonly operators: readonly string[];
  readonly functions: readonly string[];
  readonly clauses: readonly SyntaxNode['kind'][];
}

const aggregates = ['AVG', 'COUNT', 'COUNT_DISTINCT', 'MAX', 'MIN', 'SUM'];
const storages: readonly Storage[] = [
  {
    code: 'metadata-type',
    ending: /__mdt$/i,
    operators: ['INCLUDES', 'EXCLUDES'],
    functions: aggregates,
    clauses: ['GroupByClause'],
  },
  {
    code: 'big-object',
    ending: /__b$/i,
    operators: ['!=', 'LIKE', 'NOT IN', 'INCLUDES', 'EXCLUDES'],
    functions: aggregates,
    clauses: [],
  },
  {
    code: 'external-object',
    ending: /__x$/i,
    operators: ['INCLUDES', 'EXCLUDES'],
    functions: [...aggregates, 'toLabel'],
    clauses: ['GroupByClause', 'HavingClause', 'WithClause', 'ForClause'],
  },
  { code: 'data-cloud-object', ending: /__dl[lm]$/i, operators: [], functions: ['COUNT_DISTINCT'], clauses: [] },
];

/** What custom metadata types, big, external and Data 360 objects lack. */
export const otherStorage: Rule = (facts, report) => {
  for (const scope of facts.references.scopes) {
    const storage = storages.find(s => s.ending.test(scope.object?.name ?? ''));
    if (!storage) continue;
    for (const clause of childrenOf(scope.node, ...storage.clauses)) {
      report(problem(storage.code, clause, [clauseWords[clause.kind] ?? '']));
    }
    if (storage.code === 'external-object') {
      for (const node of childrenOf(child(scope.node, 'SelectClause'), 'TypeofExpression')) {
        report(problem(storage.code, node, ['TYPEOF']));
      }
    }
    for (const { node, name, scope: owner } of facts.references.calls) {
      const hasField = child(node, 'FieldPath', 'FunctionCall') !== undefined;
      if (owner !== scope || !hasField || !storage.functions.includes(functionNamed(name)?.name ?? '')) continue;
      report(problem(storage.code, node, [name]));
    }
    for (const { operator, operatorNode } of comparisonsOf(facts, scope)) {
      if (operatorNode && storage.operators.includes(operator)) report(problem(storage.code, operatorNode, [operator]));
    }
  }
};

function comparisonsOf(facts: Facts, scope: QueryScope) {
  return facts.comparisons.filter(({ node }) => facts.scopes.around(node)?.node === scope.node);
}

/** Custom metadata types: one object, OR over one field, sorted by fields of their own. */
export const metadataTypes: Rule = (facts, report) => {
  for (const scope of facts.references.scopes) {
    if (!/__mdt$/i.test(scope.object?.name ?? '')) continue;
    const [, second] = childrenOf(child(scope.node, 'FromClause'), 'FromItem');
    if (second) report(problem('metadata-type', second, ['a second object in FROM']));
    for (const { path, place, steps, scope: owner } of facts.references.fields) {
      if (owner !== scope || place !== 'orderBy' || !steps.some(s => s.kind === 'relationship')) continue;
      report(problem('metadata-type', path, ["sorting by another object's fields"]));
    }
    for (const condition of orConditions(child(scope.node, 'WhereClause'))) {
      const fields = new Set(leftSides(condition).map(path => normalized(facts, path)));
      if (fields.size > 1) report(problem('metadata-type', condition, ['OR over several fields']));
    }
  }
};

function orConditions(node: SyntaxNode | undefined): SyntaxNode[] {
  if (node?.kind === 'OrCondition') return [node];
  return operands(node).flatMap(orConditions);
}

function leftSides(node: SyntaxNode): SyntaxNode[] {
  if (node.kind !== 'Comparison') return operands(node).flatMap(leftSides);
  const left = expressionOf(node);
  return left ? [left] : [];
}

/** Data 360 objects: no order among texts, no way to parents. */
export const dataCloudObjects: Rule = (facts, report) => {
  for (const scope of facts.references.scopes) {
    if (!/__dl[lm]$/i.test(scope.object?.name ?? '')) continue;
    for (const { operator, operatorNode, type } of comparisonsOf(facts, scope)) {
      if (!operatorNode || familyOf(type) !== 'text' || !/^[<>]=?$/.test(operator)) continue;
      report(problem('data-cloud-object', operatorNode, [`${operator} on text`]));
    }
    for (const { path, steps, scope: owner } of facts.references.fields) {
      if (owner !== scope || !steps.some(s => s.kind === 'relationship')) continue;
      report(problem('data-cloud-object', path, [`paths to parents: ${textOf(facts.tree, path)}`]));
    }
  }
};
