import type { DatabaseSync } from 'node:sqlite';
import { type CryptoKey, exportJWK, exportPKCS8, generateKeyPair, importPKCS8, type JWK, SignJWT } from 'jose';

export interface IdTokenClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  readonly nonce?: string | null | undefined;
}

export interface SigningKey {
  signIdToken(claims: IdTokenClaims): Promise<string>;
  /** The public half, for `/id/keys`. */
  publicKeys(): Promise<{ readonly keys: readonly JWK[] }>;
}

const algorithm = 'RS256';
const keyId = 'local-org';

/**
 * The key behind id tokens. It is made when the first one is needed (that takes a while) and kept in the database,
 * so that clients can check old id tokens after a restart.
 */
export function openSigningKey(database: DatabaseSync): SigningKey {
  database.exec('CREATE TABLE IF NOT EXISTS local_signing_key (id TEXT PRIMARY KEY, pkcs8 TEXT NOT NULL) STRICT');
  let key: Promise<CryptoKey> | undefined;
  const privateKey = (): Promise<CryptoKey> => {
    key ??= loadOrCreate(database);
    return key;
  };
  return {
    async signIdToken({ issuer, subject, audience, nonce }) {
      return new SignJWT(nonce ? { nonce } : {})
        .setProtectedHeader({ alg: algorithm, kid: keyId, typ: 'JWT' })
        .setIssuer(issuer)
        .setSubject(subject)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('2m')
        .sign(await privateKey());
    },
    async publicKeys() {
      const { kty, n, e } = await exportJWK(await privateKey());
      return { keys: [{ kty, n, e, kid: keyId, alg: algorithm, use: 'sig' } as JWK] };
    },
  };
}

async function loadOrCreate(database: DatabaseSync): Promise<CryptoKey> {
  const stored = database.prepare('SELECT pkcs8 FROM local_signing_key WHERE id = ?').get(keyId)?.pkcs8;
  if (typeof stored === 'string') return importPKCS8(stored, algorithm, { extractable: true });
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const insert = database.prepare('INSERT INTO local_signing_key (id, pkcs8) VALUES (?, ?)');
  insert.run(keyId, await exportPKCS8(privateKey));
  return privateKey;
}
