// Every problem that the language service reports, worded in one place. A problem carries a code and the pieces of
// its message; the editor's edge looks up the wording, translates it and fills the pieces in.

import { MESSAGES } from '../syntax/messages.ts';

export type Severity = 'error' | 'warning' | 'hint';

export interface Problem {
  readonly code: string;
  /** What stands for {0}, {1}… in the wording. Numbers are written as the reader's language does. */
  readonly args: readonly (string | number)[];
  readonly severity: Severity;
  /** Half-open offsets into the text. */
  readonly start: number;
  readonly end: number;
  /** Names that were probably meant in place of the range, the likeliest first. */
  readonly suggestions?: readonly string[];
}

interface Wording {
  readonly severity: Severity;
  readonly text: string;
}

export const wordings = {
  // Names
  'unknown-object': { severity: 'error', text: "The org has no object '{0}'." },
  'object-not-queryable': { severity: 'error', text: '{0} cannot be queried.' },
  'unknown-child-relationship': { severity: 'error', text: "{1} has no child relationship '{0}'." },
  'unknown-field': { severity: 'error', text: "{1} has no field '{0}'." },
  'unknown-relationship': { severity: 'error', text: "{1} has no relationship '{0}'." },
  'relationship-not-field': {
    severity: 'error',
    text: "'{0}' is a relationship: name one of its fields, as in {0}.Name.",
  },
  'field-not-relationship': {
    severity: 'error',
    text: "'{0}' is a field: use the name of its relationship in front of a dot.",
  },
  'field-leads-nowhere': { severity: 'error', text: "'{0}' is a {1} field: it leads to no other object." },
  'alias-not-field': {
    severity: 'error',
    text: "'{0}' is the alias of an object: name one of its fields, as in {0}.Id.",
  },
  'unknown-function': { severity: 'error', text: "SOQL has no function '{0}'." },
  'unknown-scope': { severity: 'error', text: "{1} has no scope '{0}'." },
  'namespace-left-out': {
    severity: 'warning',
    text: "'{0}' is {1} here: only the org that owns the namespace can leave it out.",
  },
  'deprecated-name': { severity: 'hint', text: '{0} is deprecated: the org keeps it for older API versions only.' },
  // What the clause allows
  'not-filterable': { severity: 'error', text: '{0} cannot be used in WHERE: a {1} field that is not filterable.' },
  'address-filter': { severity: 'error', text: '{0} is a compound address: filter by its parts, or with DISTANCE.' },
  'not-sortable': { severity: 'error', text: '{0} cannot be used in ORDER BY: a {1} field that is not sortable.' },
  'not-groupable': { severity: 'error', text: '{0} cannot be used in GROUP BY: a {1} field that is not groupable.' },
  'datetime-not-groupable': {
    severity: 'error',
    text: '{0} holds a time of day: group by DAY_ONLY({0}) or another date function.',
  },
  'function-not-here': { severity: 'error', text: '{0} cannot be used in {1}.' },
  'function-nesting': { severity: 'error', text: '{0} cannot be nested here.' },
  'function-argument': { severity: 'error', text: '{0} does not take {1}, a {2} field.' },
  'grouping-without-rollup': { severity: 'error', text: 'GROUPING needs GROUP BY ROLLUP or CUBE over {0}.' },
  // Values
  'wrong-operator': { severity: 'error', text: '{0} does not go with {1}, a {2} field.' },
  'wrong-literal': { severity: 'error', text: '{0} is a {1} field: compare it with {2}.' },
  'date-literal-with-function': { severity: 'error', text: '{0} cannot be compared with a relative date.' },
  'invalid-id': { severity: 'warning', text: "'{0}' is no Salesforce Id: an Id has 15 or 18 letters and digits." },
  'picklist-label': { severity: 'warning', text: "'{0}' is a label of the picklist {1}: its value is '{2}'." },
  'inactive-value': { severity: 'hint', text: "'{0}' is no longer in use: only older records have it." },
  'dependent-value': { severity: 'hint', text: "'{0}' does not go with {1} = {2}." },
  'unknown-record-type': { severity: 'warning', text: "{1} has no record type '{0}'." },
  'unknown-picklist-value': { severity: 'warning', text: "'{0}' is not a value of the picklist {1}." },
  // Grouping
  'ungrouped-field': { severity: 'error', text: '{0} must be in GROUP BY or inside an aggregate function.' },
  'date-part-needs-group': { severity: 'error', text: '{0} can be selected only if the query groups by it.' },
  'duplicate-group': { severity: 'error', text: '{0} is already in GROUP BY.' },
  'too-many-grouping-fields': { severity: 'error', text: 'ROLLUP and CUBE take at most three fields.' },
  'aggregate-in-subquery': {
    severity: 'error',
    text: '{0} cannot be used in a subquery: only the outer query can aggregate.',
  },
  'group-in-subquery': { severity: 'error', text: 'A subquery cannot be grouped.' },
  'aggregate-limit': {
    severity: 'error',
    text: 'A query with aggregates and without GROUP BY gives one row: {0} cannot be used.',
  },
  'count-with-order': { severity: 'error', text: 'COUNT() gives a number: there is nothing to sort.' },
  // The SELECT list
  'duplicate-field': { severity: 'error', text: '{0} is selected more than once.' },
  'alias-needs-group': {
    severity: 'error',
    text: "'{0}' looks like a second field: a comma is missing. Only fields of a grouped query can have an alias.",
  },
  'duplicate-alias': { severity: 'error', text: "The alias '{0}' is already in use." },
  'unknown-field-list': { severity: 'error', text: 'FIELDS takes ALL, STANDARD or CUSTOM.' },
  'field-list-grouped': { severity: 'error', text: 'FIELDS({0}) cannot be used with aggregate functions or GROUP BY.' },
  'field-list-needs-limit': { severity: 'error', text: 'FIELDS({0}) needs a LIMIT of at most 200.' },
  'field-list-empty': { severity: 'error', text: '{0} has no custom fields.' },
  // Limits
  'offset-too-large': { severity: 'error', text: 'OFFSET can be at most {0}.' },
  'search-limit-too-large': { severity: 'error', text: 'LIMIT in a search can be at most {0}.' },
  'too-many-levels-up': { severity: 'error', text: 'A path can go up at most {0} relationships.' },
  'too-many-levels-down': {
    severity: 'error',
    text: 'Child queries can go down at most {0} levels, the outer query included.',
  },
  'statement-too-long': { severity: 'error', text: 'A query can have at most {0} characters.' },
  'string-too-long': { severity: 'error', text: 'Text in a condition can have at most {0} characters.' },
  'too-many-child-queries': { severity: 'error', text: 'A query can have at most {0} child queries.' },
  'too-many-relationships': { severity: 'error', text: 'A query can follow at most {0} relationships to parents.' },
  'negative-count': { severity: 'error', text: '{0} cannot be negative.' },
  'child-offset': { severity: 'error', text: 'OFFSET in a child query needs LIMIT 1 in the outer query.' },
  'date-out-of-range': { severity: 'error', text: 'Dates go from 1700-01-01 to 4000-12-31.' },
  'distance-operator': { severity: 'error', text: 'DISTANCE can be compared with < and > only.' },
  // Data categories
  'data-category-object': { severity: 'error', text: '{0} has no data categories.' },
  'repeated-data-category': { severity: 'error', text: '{0} already has a condition.' },
  'too-many-data-categories': { severity: 'error', text: 'A query can have at most {0} data category conditions.' },
  // Searches
  'repeated-search-object': { severity: 'error', text: '{0} is already in RETURNING.' },
  'search-offset': { severity: 'error', text: 'OFFSET works only with one object in RETURNING.' },
  // Objects that are stored elsewhere
  'metadata-type': { severity: 'error', text: 'Custom metadata types do not support {0}.' },
  'big-object': { severity: 'error', text: 'Big objects do not support {0}.' },
  'external-object': { severity: 'error', text: 'External objects do not support {0}.' },
  'data-cloud-object': { severity: 'error', text: 'Data 360 objects do not support {0}.' },
  'metadata-view': { severity: 'error', text: '{0} does not support {1}.' },
  'limit-ignored': { severity: 'warning', text: '{0} ignores {1}: all rows are returned.' },
  'needs-filter': { severity: 'error', text: '{0} can be queried only with a filter on {1}.' },
  // The Bulk API
  'not-in-bulk': { severity: 'error', text: 'Bulk API 2.0 does not support {0}.' },
  // Apex
  'not-in-apex': { severity: 'error', text: 'Apex does not support {0}.' },
  // Semi-joins
  'too-many-semi-joins': { severity: 'error', text: 'A query can have at most {0} subqueries in its conditions.' },
  'nested-semi-join': { severity: 'error', text: 'A subquery in a condition cannot hold another one.' },
  'semi-join-in-child': { severity: 'error', text: 'A child query cannot have subqueries in its conditions.' },
  'semi-join-in-having': { severity: 'error', text: 'HAVING cannot have subqueries.' },
  'semi-join-with-or': { severity: 'error', text: 'A subquery cannot be combined with OR.' },
  'semi-join-negated': { severity: 'error', text: 'A subquery cannot be negated with NOT: use NOT IN.' },
  'semi-join-object': { severity: 'error', text: '{0} cannot be used in a subquery of a condition.' },
  'semi-join-same-object': { severity: 'error', text: 'The subquery cannot read {0}, the object of the outer query.' },
  'semi-join-needs-id': { severity: 'error', text: '{0} must be an Id or a lookup field of the object itself.' },
  'semi-join-columns': { severity: 'error', text: 'The subquery of a condition selects one field only.' },
  // TYPEOF
  'typeof-not-polymorphic': {
    severity: 'error',
    text: '{0} leads to one object only: TYPEOF needs a relationship to several.',
  },
  'typeof-wrong-object': { severity: 'error', text: "{1} never leads to '{0}'." },
  'typeof-repeated': { severity: 'error', text: '{0} already has a WHEN.' },
  'typeof-in-semi-join': { severity: 'error', text: 'TYPEOF cannot be used in a subquery of a condition.' },
  'typeof-grouped': { severity: 'error', text: 'TYPEOF cannot be used with aggregate functions or GROUP BY.' },
  'typeof-function': { severity: 'error', text: 'Functions cannot be used inside TYPEOF.' },
  'typeof-also-selected': {
    severity: 'error',
    text: '{0} is in a TYPEOF already: its fields cannot be selected beside it.',
  },
  // Speed
  'leading-wildcard': { severity: 'hint', text: 'A leading wildcard makes Salesforce read every row.' },
  'negative-filter': {
    severity: 'hint',
    text: '{0} cannot use an index: name the values that are wanted, where possible.',
  },
  'no-selective-filter': {
    severity: 'hint',
    text: 'Most rows meet these conditions: on large objects, add one that few rows meet, or a LIMIT.',
  },
} as const satisfies Record<string, Wording>;

export type ProblemCode = keyof typeof wordings;

/** The English wording of a problem, the parser's too, with {0}, {1}… where its args go. */
export function wordingOf(code: string): string {
  const meaning = (wordings as Record<string, Wording>)[code]?.text;
  return meaning ?? (MESSAGES as Record<string, string>)[code] ?? code;
}

export function problem(
  code: ProblemCode,
  range: { readonly start: number; readonly end: number },
  args: readonly (string | number)[] = [],
  suggestions?: readonly string[],
): Problem {
  const { start, end } = range;
  const severity = wordings[code].severity;
  return { code, args, severity, start, end, ...(suggestions?.length ? { suggestions } : {}) };
}
