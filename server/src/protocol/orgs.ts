// Which orgs there are and which one language features use.
import { notification } from './message.ts';

/** Names an org and a user in it: `<organization id, 18>.<user id, 18>`. Safe in file names. */
export type OrgKey = string;

export interface OrgInfo {
  readonly key: OrgKey;
  readonly organizationId: string;
  readonly userId: string;
  readonly username: string;
  readonly name: string;
  /** Origin of the org's API, without a trailing slash. */
  readonly instanceUrl: string;
  readonly kind: 'production' | 'sandbox' | 'developer' | 'scratch' | 'local';
  /** `67.0`; where it is missing the server asks the org for its newest. */
  readonly apiVersion?: string;
}

/** Client to server: all connected orgs, and the active one of this window. Sent at start and at each change. */
export const orgsChanged = notification<{ readonly orgs: readonly OrgInfo[]; readonly active?: OrgKey }>(
  'orgs/changed',
);
