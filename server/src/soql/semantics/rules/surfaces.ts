// What single objects ask for, and APIs that take less than REST does.
// https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/queries.htm
import { child, childrenOf, type SyntaxNode, textOf } from '../../syntax/tree.ts';
import { problem } from '../problems.ts';
import { aggregateCalls } from './grouping.ts';
import { clauseWords, type Facts, type Rule } from './rule.ts';

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
  for (const list of unboundedLists(facts)) report(problem('not-in-bulk', list, [textOf(facts.tree, list)]));
};

/** What a query in Apex lacks. */
export const apex: Rule = (facts, report) => {
  if (facts.surface !== 'apex') return;
  for (const list of unboundedLists(facts)) report(problem('not-in-apex', list, [textOf(facts.tree, list)]));
  for (const { node } of facts.references.scopes) {
    const lock = childrenOf(node, 'ForClause').find(clause => /update/i.test(textOf(facts.tree, clause)));
    if (lock && child(node, 'OrderByClause')) report(problem('not-in-apex', lock, ['FOR UPDATE beside ORDER BY']));
  }
};

/** FIELDS(ALL) and FIELDS(CUSTOM). */
function unboundedLists({ tree, references }: Facts): SyntaxNode[] {
  const lists = references.calls.filter(({ name }) => name.toUpperCase() === 'FIELDS').map(call => call.node);
  return lists.filter(node => !/standard/i.test(textOf(tree, node)));
}
