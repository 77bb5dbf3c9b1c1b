// What is kept of a signed-in org: one JSON per account in SecretStorage.
import type { OrgInfo, OrgKey } from '../../../server/src/protocol/orgs.ts';

export type FlowId =
  | 'browser'
  | 'uriHandler'
  | 'localOrg'
  | 'salesforceCli'
  | 'accessToken'
  | 'jwtBearer'
  | 'clientCredentials'
  | 'password';

export interface StoredSession {
  readonly flow: FlowId;
  readonly organizationId: string;
  readonly userId: string;
  readonly username: string;
  /** The org's name. */
  readonly name: string;
  readonly kind: OrgInfo['kind'];
  readonly instanceUrl: string;
  /** Origin where the refresh token is good. */
  readonly loginUrl: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Missing once Salesforce has refused the refresh token: only the user can sign in again. */
  readonly accessToken?: string;
  readonly refreshToken?: string;
  /** Path of the private key that signs for the user; the key itself stays there. */
  readonly keyFile?: string;
  readonly clientSecret?: string;
  /** With the security token at its end, where the org asks for one. */
  readonly password?: string;
}

export const orgKeyOf = (session: Pick<StoredSession, 'organizationId' | 'userId'>): OrgKey =>
  `${session.organizationId}.${session.userId}`;

/** The session from its JSON; undefined where another version of this extension, or a crash, left something else. */
export function parseSession(json: string): StoredSession | undefined {
  try {
    const value = JSON.parse(json) as StoredSession;
    const complete = [
      value.organizationId,
      value.userId,
      value.username,
      value.instanceUrl,
      value.loginUrl,
      value.flow,
    ];
    return complete.every(text => typeof text === 'string' && text !== '') ? value : undefined;
  } catch {
    return undefined;
  }
}

/** With what any request needs. */
export type ActiveSession = StoredSession & { readonly accessToken: string };

export function signedOut(session: StoredSession): StoredSession {
  const { accessToken: _access, refreshToken: _refresh, clientSecret: _secret, password: _password, ...rest } = session;
  return rest;
}
