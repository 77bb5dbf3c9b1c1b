// Where to sign in: production, sandbox, or a host that the user names.

export const PRODUCTION = 'https://login.salesforce.com';
export const SANDBOX = 'https://test.salesforce.com';

export type LoginHostProblem = 'empty' | 'notAHost' | 'notHttps' | 'lightning';

/**
 * The origin to sign in at, from what a person types or pastes: a host name, or any address of the org.
 * https only, except on this machine. A Lightning page's host has no OAuth endpoints; its My Domain has.
 */
export function parseLoginHost(input: string): { readonly origin: string } | { readonly problem: LoginHostProblem } {
  const text = input.trim();
  if (!text) return { problem: 'empty' };
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${assumedScheme(text)}://${text}`);
  if (!url?.hostname || url.username || url.password) return { problem: 'notAHost' };
  const loopback = isLoopbackHost(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) return { problem: 'notHttps' };
  if (!loopback && !url.hostname.includes('.')) return { problem: 'notAHost' };
  if (/\.lightning\.force\.com$|\.salesforce-setup\.com$/.test(url.hostname)) return { problem: 'lightning' };
  return { origin: url.origin };
}

/** Names of this machine: 127.0.0.0/8, ::1, localhost and everything below it (RFC 6761). */
export function isLoopbackHost(hostname: string): boolean {
  return /^(127(\.\d{1,3}){3}|\[::1\]|(.+\.)?localhost)$/i.test(hostname);
}

/**
 * Whom a signed assertion must address: the login host that stands behind a My Domain; elsewhere the host itself.
 * https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm
 */
export function audienceOf(loginUrl: string): string {
  const { hostname, origin } = new URL(loginUrl);
  if (/\.(sandbox|scratch)\.my\.salesforce\.com$/.test(hostname)) return SANDBOX;
  return hostname.endsWith('.my.salesforce.com') ? PRODUCTION : origin;
}

/** The general login hosts serve all orgs; some flows need the org's own. */
export const isGeneralHost = (loginUrl: string): boolean => loginUrl === PRODUCTION || loginUrl === SANDBOX;

const assumedScheme = (text: string) =>
  isLoopbackHost(URL.parse(`http://${text}`)?.hostname ?? '') ? 'http' : 'https';
