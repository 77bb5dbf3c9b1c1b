import type { Dispatcher } from 'undici';
import { isLoopback } from './origin.ts';

/** How this process reaches the network: VS Code's settings, as plain data. */
export interface NetworkOptions {
  /** `http.proxy`. Without it the environment's HTTPS_PROXY and HTTP_PROXY count. */
  readonly proxyUrl?: string | undefined;
  /** `http.noProxy`: hosts that are reached directly. Without it the environment's NO_PROXY counts. */
  readonly noProxy?: readonly string[] | undefined;
  /** `http.proxyStrictSSL`: false accepts certificates that nobody vouches for. */
  readonly strictSSL?: boolean | undefined;
}

export interface Timeouts {
  readonly connectMs: number;
  /** Until the first byte of the answer. A query may take two minutes before that. */
  readonly headersMs: number;
  /** Between two pieces of the answer. */
  readonly bodyMs: number;
}

export const defaultTimeouts: Timeouts = { connectMs: 10_000, headersMs: 150_000, bodyMs: 60_000 };

/**
 * The connections to one origin: kept alive, as many as there are requests at once (see RequestBudget), through the
 * proxy that counts for it. The local org is always reached directly. undici and TLS are loaded here, with the first request, and not at the start of the process.
 */
export async function createDispatcher(
  origin: string,
  network: NetworkOptions,
  timeouts: Timeouts,
): Promise<Dispatcher> {
  const { EnvHttpProxyAgent, Pool } = await import('./undici.ts');
  const common = {
    // One socket per request in flight: cancelling a request closes its socket.
    allowH2: false,
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
    keepAliveTimeout: 30_000,
  };
  const { hostname, protocol } = new URL(origin);
  const certificates = protocol === 'https:' ? await trusted(network) : {};
  const connect = { timeout: timeouts.connectMs, ...certificates };
  if (isLoopback(hostname)) return new Pool(origin, { ...common, connect });
  return new EnvHttpProxyAgent({
    ...common,
    connect,
    requestTls: certificates,
    proxyTls: certificates,
    ...(network.proxyUrl ? { httpProxy: network.proxyUrl, httpsProxy: network.proxyUrl } : {}),
    ...(network.noProxy?.length ? { noProxy: network.noProxy.join(',') } : {}),
  });
}

/** Companies put their own certificate authority into the system's store: Node looks only into its own. */
async function trusted({ strictSSL = true }: NetworkOptions) {
  const { getCACertificates } = await import('node:tls');
  return { ca: [...getCACertificates('default'), ...getCACertificates('system')], rejectUnauthorized: strictSSL };
}
