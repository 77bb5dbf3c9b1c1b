// Objects that are not stored as rows of the org, and APIs that take less than REST does.
// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_custom_metadata_types.htm
// https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/queries.htm
import { child, childrenOf, type SyntaxNode, textOf } from '../../syntax/tree.ts';
import { functionNamed } from '../functions.ts';
import { type ProblemCode, problem } from '../problems.ts';
import type { QueryScope } from '../scope.ts';
import { aggregateCalls } from './grouping.ts';
import type { Facts, Rule } from './rule.ts';

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
    functions: [],
    clauses: [],
  },
  {
    code: 'external-object',
    ending: /__x$/i,
    operators: ['INCLUDES', 'EXCLUDES'],
    functions: [...aggregates, 'toLabel'],
    clauses: ['GroupByClause', 'HavingClause', 'WithClause'],
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

const clauseWords: Readonly<Partial<Record<SyntaxNode['kind'], string>>> = {
  GroupByClause: 'GROUP BY',
  HavingClause: 'HAVING',
  WithClause: 'WITH',
  OffsetClause: 'OFFSET',
};

function comparisonsOf(facts: Facts, scope: QueryScope) {
  return facts.comparisons.filter(({ node }) => facts.scopes.around(node)?.node === scope.node);
}

const filters: Readonly<Record<string, readonly string[]>> = {
  contentdocumentlink: ['Id', 'ContentDocumentId', 'LinkedEntityId'],
};

/** Some objects are only found through others. */
export const neededFilters: Rule = (facts, report) => {
  for (const scope of facts.references.scopes) {
    const needed = scope.kind === 'root' ? filters[scope.object?.name.toLowerCase() ?? ''] : undefined;
    const from = child(child(child(scope.node, 'FromClause'), 'FromItem'), 'FieldPath');
    if (!needed || !from) continue;
    const isFiltered = facts.references.fields.some(({ scope: owner, place, names }) => {
      const name = names.at(-1);
      return owner === scope && place === 'where' && name && needed.some(n => sameName(n, textOf(facts.tree, name)));
    });
    if (!isFiltered) report(problem('needs-filter', from, [textOf(facts.tree, from), needed.join(', ')]));
  }
};

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** What keeps a query from Bulk API 2.0. */
export const bulk: Rule = (facts, report) => {
  if (facts.surface !== 'bulk') return;
  for (const scope of facts.references.scopes) {
    for (const clause of childrenOf(scope.node, 'GroupByClause', 'OffsetClause')) {
      report(problem('not-in-bulk', clause, [clauseWords[clause.kind]!]));
    }
    for (const { node, name } of aggregateCalls(facts, scope)) report(problem('not-in-bulk', node, [name]));
    for (const node of childrenOf(child(scope.node, 'SelectClause'), 'TypeofExpression', 'Subquery')) {
      report(problem('not-in-bulk', node, [node.kind === 'Subquery' ? 'child queries' : 'TYPEOF']));
    }
  }
  for (const { field, path, place, call } of facts.references.fields) {
    if (place !== 'select' || call || (field?.type !== 'address' && field?.type !== 'location')) continue;
    report(problem('not-in-bulk', path, [`the compound field ${field.name}`]));
  }
  for (const { node, name } of facts.references.calls) {
    if (name.toUpperCase() === 'FIELDS' && !/standard/i.test(textOf(facts.tree, node))) {
      report(problem('not-in-bulk', node, [textOf(facts.tree, node)]));
    }
  }
};
