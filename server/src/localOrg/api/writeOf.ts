import type { DuplicateRuleOptions, WriteContext } from '../storage/writes.ts';
import type { ApiCall } from './call.ts';

export interface WriteSource {
  /** Who writes, and when: now. */
  readonly write: () => WriteContext;
}

/** The version that brought the header. */
const duplicateRuleHeader = 52;

/**
 * The write that a call makes, with what its `Sforce-Duplicate-Rule-Header` says. `runAsCurrentUser` is taken, and
 * changes nothing: the one user of the org sees all.
 * @see https://developer.salesforce.com/docs/platform/api-rest/guide/headers-duplicaterules.html
 */
export function writeOf({ write }: WriteSource, call: ApiCall): WriteContext {
  return { ...write(), duplicateRules: duplicateRuleOptions(call) };
}

function duplicateRuleOptions({ request, version, versionNumber }: ApiCall): DuplicateRuleOptions {
  const header = versionNumber < duplicateRuleHeader ? undefined : request.headers['sforce-duplicate-rule-header'];
  const isSet = (name: string): boolean => new RegExp(`(?:^|[;,\\s])${name}\\s*=\\s*true\\b`, 'i').test(String(header));
  return {
    allowSave: isSet('allowSave'),
    includeRecordDetails: isSet('includeRecordDetails'),
    version,
    savedTogether: new Set(),
  };
}
