// Signs in the name of an app. A bundle of its own: jose is loaded when the JWT flow is first used.
import { createPrivateKey } from 'node:crypto';
import fs from 'node:fs/promises';
import { SignJWT } from 'jose';
import { ProblemError } from '../host/problem.ts';
import { audienceOf } from './loginHost.ts';
import type { StoredSession } from './session.ts';

/**
 * An assertion that its user signs in by this app, good for three minutes. Throws KEY_UNREADABLE.
 * https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm
 */
export async function signAssertion(
  session: Pick<StoredSession, 'clientId' | 'username' | 'loginUrl'>,
  keyFile: string,
): Promise<string> {
  const key = await readKey(keyFile);
  return new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(session.clientId)
    .setSubject(session.username)
    .setAudience(audienceOf(session.loginUrl))
    .setExpirationTime('3m')
    .sign(key);
}

/** Node reads the older PKCS #1 form too, which `openssl genrsa` wrote for long. */
async function readKey(file: string) {
  try {
    const key = createPrivateKey(await fs.readFile(file));
    if (key.asymmetricKeyType === 'rsa') return key;
    throw new TypeError('not an RSA key');
  } catch (cause) {
    throw new ProblemError(
      { code: 'KEY_UNREADABLE', message: 'The private key cannot be read.', nextStep: 'connect' },
      { cause },
    );
  }
}
