import type { Lookups } from '../../semantics/lookups.ts';
import { ancestor } from '../../syntax/tree.ts';
import type { WordCaret } from './caret.ts';
import { type Items, placeholder } from './items.ts';

/** The scopes that the object supports. */
export function filterScopes({ roles, scope }: WordCaret, _: Lookups, items: Items): void {
  if (!roles.has('scope')) return;
  for (const [rank, { name, label }] of (scope?.object?.schema?.supportedScopes ?? []).entries()) {
    items.add({ label: name, kind: 'value', group: 'value', rank, detail: label });
  }
}

/** FIELDS( takes one of three words. */
export function fieldSets({ functionName }: WordCaret, _: Lookups, items: Items): void {
  if (functionName?.toUpperCase() !== 'FIELDS') return;
  for (const [rank, label] of ['ALL', 'STANDARD', 'CUSTOM'].entries()) {
    items.add({ label, kind: 'keyword', group: 'value', rank });
  }
}

// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_with.htm
const queryOptions = ['RecordVisibilityContext'];
// https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/apex_classes_enforce_usermode.htm
const apexOptions = ['USER_MODE', 'SYSTEM_MODE', 'SECURITY_ENFORCED'];
// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_syntax.htm
const searchOptions = ['DIVISION', 'HIGHLIGHT', 'METADATA', 'NETWORK', 'PricebookId', 'SNIPPET', 'SPELL_CORRECTION'];

/** What WITH can be followed by. */
export function withOptions({ roles, node, before, scopes }: WordCaret, _: Lookups, items: Items): void {
  if (!roles.has('option')) return;
  const statement = ancestor(before ?? node, 'Query', 'SoslQuery');
  const ofQuery = scopes.tree.dialect === 'apex' ? [...apexOptions, ...queryOptions] : queryOptions;
  const options = statement?.kind === 'SoslQuery' ? searchOptions : ofQuery;
  for (const [rank, label] of options.entries()) {
    const insertText = insertTexts[label];
    const inserted = insertText === undefined ? {} : { insertText, snippet: true };
    items.add({ label, kind: 'keyword', group: 'value', rank, ...inserted });
  }
}

const insertTexts: Readonly<Record<string, string>> = {
  DIVISION: "DIVISION = '$1'",
  METADATA: "METADATA = 'LABELS'",
  NETWORK: "NETWORK = '$1'",
  PricebookId: "PricebookId = '$1'",
  SPELL_CORRECTION: `SPELL_CORRECTION = ${placeholder(1, 'false')}`,
};
