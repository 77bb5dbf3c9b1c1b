/** What Salesforce is asked to do along with a write. */
export interface WriteOptions {
  /** The assignment rule that chooses the owners of cases and leads. Without one none does. */
  readonly assignmentRuleId?: string | undefined;
  /** Whether records are saved although a duplicate rule alerts; one that blocks refuses them all the same. */
  readonly allowDuplicates?: boolean | undefined;
}

/** The headers of a request that writes records. */
export function writeHeaders({ assignmentRuleId, allowDuplicates }: WriteOptions): Readonly<Record<string, string>> {
  return {
    // Without the header Salesforce runs the active rules: an edit of a case would change its owner, too.
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_autoassign.htm
    'sforce-auto-assign': assignmentRuleId ?? 'FALSE',
    // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_duplicaterules.htm
    ...(allowDuplicates && { 'sforce-duplicate-rule-header': 'allowSave=true' }),
  };
}
