import { randomToken, sameSecret } from './secrets.ts';

/** What an app asked for at the authorize endpoint, checked. */
export interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string | null;
  /** SHA-256 of the code verifier, base64url; null without PKCE. */
  readonly codeChallenge: string | null;
  readonly nonce: string | null;
}

/** A user on the way through the sign-in and consent pages. */
export interface PendingAuthorization {
  readonly request: AuthorizationRequest;
  /** Stands in the form and in a cookie: a page of another site can send the one but not the other. */
  readonly id: string;
  readonly expiresAt: number;
  attempts: number;
  signedIn: boolean;
}

export type RedeemedCode =
  | { readonly kind: 'valid'; readonly request: AuthorizationRequest }
  | { readonly kind: 'expired' }
  | { readonly kind: 'unknown' };

export interface Authorizations {
  begin(request: AuthorizationRequest): PendingAuthorization;
  /** The authorization of this form, if the cookie is from the same browser. */
  find(id: string | null, cookie: string | undefined): PendingAuthorization | undefined;
  end(pending: PendingAuthorization): void;
  issueCode(request: AuthorizationRequest): string;
  /** Each code works once. */
  redeem(code: string): RedeemedCode;
}

/** How long a user may take for the pages, and an app to redeem its code, in milliseconds. */
export const lifetime = 15 * 60 * 1000;
const capacity = 500;

/** In memory: an authorization that a restart interrupts is begun again by the user. */
export function createAuthorizations(now: () => number): Authorizations {
  const pending = new Map<string, PendingAuthorization>();
  const codes = new Map<
    string,
    { readonly request: AuthorizationRequest; readonly expiresAt: number; used: boolean }
  >();
  return {
    begin(request) {
      const authorization = { request, id: randomToken(24), expiresAt: now() + lifetime, attempts: 0, signedIn: false };
      addBounded(pending, authorization.id, authorization);
      return authorization;
    },
    find(id, cookie) {
      const found = id === null ? undefined : pending.get(id);
      return found && cookie && sameSecret(found.id, cookie) && found.expiresAt >= now() ? found : undefined;
    },
    end: authorization => void pending.delete(authorization.id),
    issueCode(request) {
      const code = `aPrx${randomToken(48)}==`;
      addBounded(codes, code, { request, expiresAt: now() + lifetime, used: false });
      return code;
    },
    redeem(code) {
      const found = codes.get(code);
      if (!found) return { kind: 'unknown' };
      if (found.used || found.expiresAt < now()) return { kind: 'expired' };
      found.used = true;
      return { kind: 'valid', request: found.request };
    },
  };
}

/** Drops the oldest entry when the map is full, so that no client can fill the memory. */
function addBounded<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (map.size >= capacity) map.delete(map.keys().next().value as string);
  map.set(key, value);
}
