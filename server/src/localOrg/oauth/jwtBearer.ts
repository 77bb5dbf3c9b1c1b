import { decodeJwt, errors, importSPKI, type JWTPayload, jwtVerify } from 'jose';
import type { Reply } from '../http/reply.ts';
import { findClient, type OAuthClient } from './clients.ts';
import type { OAuthContext } from './context.ts';
import { oauthError } from './errors.ts';
import { type TokenReply, tokenReply } from './tokenReply.ts';

export const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** Where apps say that they sign in; each org also takes its own address. */
const loginHosts = ['https://login.salesforce.com', 'https://test.salesforce.com'];
const maximumLifetime = 5 * 60;
/** Seconds never get this large; some clients send milliseconds, and real orgs take them. */
const surelyMilliseconds = 1e11;

/**
 * The JWT bearer flow: an app signs in as a user with a signed statement instead of a password.
 * https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm
 */
export async function signInWithAssertion(context: OAuthContext, form: URLSearchParams): Promise<TokenReply | Reply> {
  const assertion = form.get('assertion') ?? '';
  const claimed = claimsOf(assertion);
  if (claimed === undefined) return invalidAssertion();
  const client = findClient(context.clients, claimed.iss ?? null);
  if (!client) return oauthError('invalid_client_id', 'client identifier invalid');
  if (!(await isSigned(context, client, assertion)) || !isTimely(claimed, context.now())) return invalidAssertion();
  if (!isForThisOrg(context, claimed.aud)) return oauthError('invalid_grant', 'audience is invalid');
  if (claimed.sub?.toLowerCase() !== context.identity().username.toLowerCase()) {
    return oauthError('invalid_grant', "user hasn't approved this consumer");
  }
  return tokenReply(context, context.tokens.newGrant(client.id, 'api web id'), { clientSecret: client.secret });
}

const invalidAssertion = (): Reply => oauthError('invalid_grant', 'invalid assertion');

function claimsOf(assertion: string): JWTPayload | undefined {
  try {
    return decodeJwt(assertion);
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

async function isSigned({ jwtKey }: OAuthContext, client: OAuthClient, assertion: string): Promise<boolean> {
  if (jwtKey === undefined || client.secret === null) return false;
  try {
    await jwtVerify(assertion, await importSPKI(jwtKey, 'RS256'), { algorithms: ['RS256'] });
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}

function isTimely({ exp }: JWTPayload, now: number): boolean {
  if (exp === undefined) return false;
  const left = (exp > surelyMilliseconds ? exp / 1000 : exp) - now / 1000;
  return left > 0 && left <= maximumLifetime;
}

function isForThisOrg(context: OAuthContext, audience: JWTPayload['aud']): boolean {
  const accepted = [...loginHosts, context.origin()];
  return [audience].flat().some(name => name !== undefined && accepted.includes(name));
}
