// What a view remembers of a read that the org never answered. No 'vscode' here.
import type { OrgKey } from '../../../server/src/protocol/orgs.ts';

/** Failures that an answer of the org disproves. One that the org gave itself would only be given again. */
const noAnswer: ReadonlySet<string> = new Set([
  ...['ORG_UNREACHABLE', 'REQUEST_TIMEOUT', 'PROXY_REFUSED', 'UNTRUSTED_CERTIFICATE', 'BAD_ANSWER'],
  ...['SIGN_IN_REQUIRED', 'LOGIN_UNREACHABLE', 'LOCAL_ORG_FAILED', 'API_CALLS_RESERVED', 'API_CALLS_USED_UP'],
]);

/** Two views whose reads are counted by the org and fail nonetheless would make each other read again and again. */
const ANSWER_COUNTS_AFTER_MS = 60_000;

/** Tells when a view that shows such a failure is worth another read. */
export class UnansweredRead {
  readonly #now: () => number;
  #org: OrgKey | undefined;
  #retriedAt = Number.NEGATIVE_INFINITY;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** How the last read ended: the code of its failure, if it failed. */
  note(org: OrgKey, code?: string): void {
    this.#org = code !== undefined && noAnswer.has(code) ? org : undefined;
  }

  /** Whether to read again now that this org has answered something. True once for each failure, and once a minute. */
  takeRetryFor(org: OrgKey): boolean {
    if (org !== this.#org || this.#now() - this.#retriedAt < ANSWER_COUNTS_AFTER_MS) return false;
    this.#retriedAt = this.#now();
    return this.takeRetry();
  }

  /** Whether to read again now that somebody looks. True once for each failure. */
  takeRetry(): boolean {
    const isFailed = this.#org !== undefined;
    this.#org = undefined;
    return isFailed;
  }
}
