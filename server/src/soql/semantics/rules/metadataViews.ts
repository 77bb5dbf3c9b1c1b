// Objects that show the org's metadata as if it were rows, in the Tooling API and beside it.
// https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/reference_objects_soql_limits.htm
import { child, childrenOf, isA, type SyntaxNode } from '../../syntax/tree.ts';
import { functionNamed } from '../functions.ts';
import { problem } from '../problems.ts';
import { clauseWords, type Facts, type Rule } from './rule.ts';

const views: ReadonlySet<string> = new Set(
  [
    'CompactLayoutInfo',
    'CompactLayoutItemInfo',
    'DataType',
    'EntityDefinition',
    'EntityLimit',
    'EntityParticle',
    'FieldDefinition',
    'Publisher',
    'RelationshipDomain',
    'RelationshipInfo',
    'SearchLayout',
    'ServiceFieldDataType',
    'StandardAction',
    'TimeSheetTemplate',
    'UserEntityAccess',
    'UserFieldAccess',
  ].map(name => name.toLowerCase()),
);

/** They know no counts, no groups, no OR and NOT, and take no notice of LIMIT. */
export const metadataViews: Rule = (facts, report) => {
  for (const scope of facts.references.scopes) {
    const name = scope.object?.name ?? '';
    if (!views.has(name.toLowerCase())) continue;
    const { node } = scope;
    for (const clause of childrenOf(node, 'GroupByClause'))
      report(problem('metadata-view', clause, [name, 'GROUP BY']));
    for (const clause of childrenOf(node, 'LimitClause', 'OffsetClause')) {
      report(problem('limit-ignored', clause, [name, clauseWords[clause.kind] ?? 'LIMIT']));
    }
    for (const call of facts.references.calls) {
      if (call.scope === scope && functionNamed(call.name)?.kind === 'aggregate') {
        report(problem('metadata-view', call.node, [name, call.name]));
      }
    }
    for (const condition of connectives(child(node, 'WhereClause'))) {
      report(problem('metadata-view', condition, [name, condition.kind === 'OrCondition' ? 'OR' : 'NOT']));
    }
    reportOperators(facts, node, name, report);
  }
};

function reportOperators(facts: Facts, query: SyntaxNode, name: string, report: Parameters<Rule>[1]): void {
  for (const { node, operator, operatorNode } of facts.comparisons) {
    if (facts.scopes.around(node)?.node !== query || !operatorNode) continue;
    if (['!=', 'NOT IN', 'INCLUDES', 'EXCLUDES'].includes(operator)) {
      report(problem('metadata-view', operatorNode, [name, operator]));
    }
  }
}

/** The outermost OR and NOT of a condition. */
function connectives(node: SyntaxNode | undefined): SyntaxNode[] {
  if (!node || isA(node, 'Subquery')) return [];
  if (node.kind === 'OrCondition' || node.kind === 'NotCondition') return [node];
  return node.children.flatMap(inner => (inner.token ? [] : connectives(inner)));
}
