import type { Authorizations } from './authorizations.ts';
import type { OAuthClient } from './clients.ts';
import type { OrgIdentity } from './identity.ts';
import type { SigningKey } from './openId.ts';
import type { AppRefusal } from './refusals.ts';
import type { TokenStore } from './tokenStore.ts';

/** What the OAuth endpoints work on. */
export interface OAuthContext {
  readonly tokens: TokenStore;
  readonly authorizations: Authorizations;
  readonly signingKey: SigningKey;
  /** `http://127.0.0.1:PORT`, known once the server listens. */
  readonly origin: () => string;
  readonly identity: () => OrgIdentity;
  readonly password: string;
  readonly clients: readonly OAuthClient[];
  /** PEM of the public key that checks JWT assertions. Undefined: none are taken. */
  readonly jwtKey: string | undefined;
  /** Why the current request for authorization is refused, with faults on demand. */
  readonly appRefusal: () => AppRefusal | undefined;
  readonly now: () => number;
}
