// Why a host was not reached, from what fetch threw: its own error says nothing, one of its causes does.

/** Nothing of the request was sent in either case. */
export type Obstacle = 'untrustedCertificate' | 'proxyRefused';

const CERTIFICATE_CODES: readonly unknown[] = [
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/** undefined: something else, such as a name that does not exist or a network that is down. */
export function obstacleOf(error: unknown): Obstacle | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && CERTIFICATE_CODES.includes(error.code)) return 'untrustedCertificate';
  // The words of undici, which VS Code keeps to.
  if (/^Proxy response \(\d+\)/.test(error.message)) return 'proxyRefused';
  return obstacleOf(error.cause);
}
