// Which orgs there are and which one language features use.
import { notification, request } from './message.ts';

/** Names an org and a user in it: `<organization id, 18>.<user id, 18>`. Safe in file names. */
export type OrgKey = string;

export interface OrgInfo {
  readonly key: OrgKey;
  readonly organizationId: string;
  readonly userId: string;
  readonly username: string;
  readonly name: string;
  /** What a file, a setting or a person may call it, best first: aliases, the username, the org's name. Case does not count. */
  readonly names: readonly string[];
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

/** Which org a document works with: the one that it names itself (`// @org name`), else the active one. */
export const orgOfDocument = request<
  { readonly uri: string },
  {
    /** Absent where no org is active, and where the document names one that is not connected. */
    readonly org?: OrgKey;
    readonly named?: {
      readonly name: string;
      /** Half-open offsets of the comment. */
      readonly start: number;
      readonly end: number;
    };
  }
>('orgs/ofDocument');
