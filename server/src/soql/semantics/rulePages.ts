import type { ProblemCode } from './problems.ts';

const reference = 'https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl';
const pages = {
  aggregates: `${reference}/sforce_api_calls_soql_select_agg_functions.htm`,
  aliases: `${reference}/sforce_api_calls_soql_alias.htm`,
  bulk: 'https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/queries.htm',
  dateFunctions: `${reference}/sforce_api_calls_soql_select_date_functions.htm`,
  dates: `${reference}/sforce_api_calls_soql_select_dateformats.htm`,
  fields: `${reference}/sforce_api_calls_soql_select_fields.htm`,
  groupBy: `${reference}/sforce_api_calls_soql_select_groupby.htm`,
  offset: `${reference}/sforce_api_calls_soql_select_offset.htm`,
  operators: `${reference}/sforce_api_calls_soql_select_comparisonoperators.htm`,
  relationships: `${reference}/sforce_api_calls_soql_relationships.htm`,
  relationshipLimits: `${reference}/sforce_api_calls_soql_relationships_query_limits.htm`,
  scopes: `${reference}/sforce_api_calls_soql_select_using_scope.htm`,
  typeof: `${reference}/sforce_api_calls_soql_select_typeof.htm`,
} as const;

const byCode: Readonly<Partial<Record<ProblemCode, keyof typeof pages>>> = {
  'unknown-child-relationship': 'relationships',
  'unknown-relationship': 'relationships',
  'relationship-not-field': 'relationships',
  'field-not-relationship': 'relationships',
  'alias-not-field': 'aliases',
  'unknown-scope': 'scopes',
  'not-groupable': 'groupBy',
  'datetime-not-groupable': 'dateFunctions',
  'wrong-operator': 'operators',
  'wrong-literal': 'dates',
  'date-literal-with-function': 'dateFunctions',
  'ungrouped-field': 'groupBy',
  'date-part-needs-group': 'dateFunctions',
  'duplicate-group': 'groupBy',
  'aggregate-in-subquery': 'aggregates',
  'aggregate-limit': 'aggregates',
  'alias-needs-group': 'aliases',
  'duplicate-alias': 'aliases',
  'field-list-needs-limit': 'fields',
  'field-list-grouped': 'fields',
  'unknown-field-list': 'fields',
  'offset-too-large': 'offset',
  'child-offset': 'offset',
  'date-out-of-range': 'dates',
  'too-many-levels-up': 'relationshipLimits',
  'too-many-levels-down': 'relationshipLimits',
  'too-many-child-queries': 'relationshipLimits',
  'too-many-relationships': 'relationshipLimits',
  'too-many-semi-joins': 'operators',
  'nested-semi-join': 'operators',
  'semi-join-in-child': 'operators',
  'semi-join-with-or': 'operators',
  'semi-join-negated': 'operators',
  'semi-join-object': 'operators',
  'semi-join-same-object': 'operators',
  'semi-join-needs-id': 'operators',
  'semi-join-columns': 'operators',
  'typeof-not-polymorphic': 'typeof',
  'typeof-wrong-object': 'typeof',
  'typeof-repeated': 'typeof',
  'typeof-in-semi-join': 'typeof',
  'typeof-grouped': 'typeof',
  'typeof-function': 'typeof',
  'typeof-also-selected': 'typeof',
  'not-in-bulk': 'bulk',
};

/** The page of Salesforce's reference that has the rule behind a problem. */
export function rulePage(code: string): string | undefined {
  const page = (byCode as Readonly<Record<string, keyof typeof pages>>)[code];
  return page && pages[page];
}
