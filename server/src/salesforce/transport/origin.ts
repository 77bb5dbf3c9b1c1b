import { SalesforceError } from '../errors.ts';

/**
 * The origin that an org's token may be sent to: https, or http on this very machine (the local org).
 * Throws UNTRUSTED_ORIGIN for everything else.
 */
export function trustedOrigin(instanceUrl: string): string {
  const url = URL.canParse(instanceUrl) ? new URL(instanceUrl) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))) return url.origin;
  throw new SalesforceError({
    code: 'UNTRUSTED_ORIGIN',
    message: `The org's address is not an https address: ${url?.origin ?? 'not a URL'}`,
  });
}

/**
 * Path and query of a request below the org's origin. An answer may name the next path itself (`nextRecordsUrl`):
 * one that leads elsewhere is refused, because the token would go with it.
 */
export function pathBelow(origin: string, path: string): string {
  const url = URL.canParse(path, origin) ? new URL(path, origin) : undefined;
  if (url?.origin === origin) return url.pathname + url.search;
  throw new SalesforceError({ code: 'UNTRUSTED_ORIGIN', message: 'The address does not belong to the org.' });
}

export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}
