import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { randomToken, sha256 } from './secrets.ts';

/** What a user allowed an app to do. Its tokens live and die together. */
export interface Grant {
  readonly id: string;
  readonly clientId: string;
  readonly scope: string;
}

export interface StoredToken extends Grant {
  readonly kind: 'access' | 'refresh';
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export interface TokenStore {
  newGrant(clientId: string, scope: string): Grant;
  issueAccessToken(grant: Grant): string;
  issueRefreshToken(grant: Grant): string;
  /** A live token of either kind. An access token lives on for two hours after each use. */
  find(token: string): StoredToken | undefined;
  /** Takes a refresh token out of use. Its hash is kept, to notice when it is used again. */
  retire(token: string): void;
  isRetired(token: string): boolean;
  /** Ends one access token. */
  revokeAccessToken(token: string): void;
  /** Ends the grant that a token belongs to, with all its tokens. */
  revokeGrant(token: string): void;
  /** Ends every access token at once; refresh tokens live on. */
  expireAccessTokens(): void;
}

const accessLifetime = 2 * 60 * 60 * 1000;
const refreshLifetime = 30 * 24 * 60 * 60 * 1000;

const schema = `
  CREATE TABLE IF NOT EXISTS local_oauth_token (
    hash BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    grant_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    retired INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS local_oauth_token_grant ON local_oauth_token (grant_id);
`;

/**
 * Tokens in the org's database, so that they survive a restart. Only hashes are stored: who reads the file cannot
 * sign in with it. `organizationId` begins every access token, as clients expect.
 */
export function openTokenStore(database: DatabaseSync, organizationId: string, now: () => number): TokenStore {
  database.exec(schema);
  database.prepare('DELETE FROM local_oauth_token WHERE expires_at < ?').run(now());
  const insert = database.prepare(
    'INSERT INTO local_oauth_token (hash, kind, grant_id, client_id, scope, issued_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const select = database.prepare(`
    SELECT grant_id AS id, client_id AS clientId, scope, kind, issued_at AS issuedAt, expires_at AS expiresAt
    FROM local_oauth_token WHERE hash = ? AND retired = 0 AND expires_at >= ?`);
  const prolong = database.prepare('UPDATE local_oauth_token SET expires_at = ? WHERE hash = ?');
  const retireOne = database.prepare('UPDATE local_oauth_token SET retired = 1 WHERE hash = ?');
  const selectRetired = database.prepare('SELECT 1 FROM local_oauth_token WHERE hash = ? AND retired = 1');
  const deleteOne = database.prepare('DELETE FROM local_oauth_token WHERE hash = ?');
  const deleteGrant = database.prepare(
    'DELETE FROM local_oauth_token WHERE grant_id = (SELECT grant_id FROM local_oauth_token WHERE hash = ?)',
  );

  const store = (token: string, kind: StoredToken['kind'], grant: Grant, lifetime: number): string => {
    const { id, clientId, scope } = grant;
    insert.run(sha256(token), kind, id, clientId, scope, now(), now() + lifetime);
    return token;
  };

  return {
    newGrant: (clientId, scope) => ({ id: randomUUID(), clientId, scope }),
    issueAccessToken: grant =>
      store(`${organizationId.slice(0, 15)}!AQ${randomToken(68)}`, 'access', grant, accessLifetime),
    issueRefreshToken: grant => store(`5Aep${randomToken(60)}`, 'refresh', grant, refreshLifetime),
    find(token) {
      const hash = sha256(token);
      const found = select.get(hash, now()) as unknown as StoredToken | undefined;
      // Writing on each request would cost more than it tells.
      if (found?.kind === 'access' && found.expiresAt - now() < accessLifetime / 2) {
        prolong.run(now() + accessLifetime, hash);
      }
      return found;
    },
    retire: token => void retireOne.run(sha256(token)),
    isRetired: token => selectRetired.get(sha256(token)) !== undefined,
    revokeAccessToken: token => void deleteOne.run(sha256(token)),
    revokeGrant: token => void deleteGrant.run(sha256(token)),
    expireAccessTokens: () => void database.exec("DELETE FROM local_oauth_token WHERE kind = 'access'"),
  };
}
