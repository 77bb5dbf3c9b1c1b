// What a view remembers of a read that the org never answered. No 'vscode' here.
import type { OrgKey } from '../../../server/src/protocol/orgs.ts';

/** Failures that an answer of the org disproves. One that the org gave itself would only be given again. */
const noAnswer: ReadonlySet<string> = new Set([
  ...['ORG_UNREACHABLE', 'REQUEST_TIMEOUT', 'PROXY_REFUSED', 'UNTRUSTED_CERTIFICATE', 'BAD_ANSWER'],
  ...['SIGN_IN_REQUIRED', 'LOGIN_UNREACHABLE', 'LOCAL_ORG_FAILED', 'API_CALLS_RESERVED', 'API_CALLS_USED_UP'],
]);

/** Tells when a view that shows such a failure is worth another read. */
export class UnansweredRead {
  #org: OrgKey | undefined;

  /** How the last read ended: the code of its failure, if it failed. */
  note(org: OrgKey, code?: string): void {
    this.#org = code !== undefined && noAnswer.has(code) ? org : undefined;
  }

  /** Whether to read again now that this org has answered something, or somebody looks. True once for each failure. */
  takeRetry(org = this.#org): boolean {
    if (org === undefined || org !== this.#org) return false;
    this.#org = undefined;
    return true;
  }
}
