import { timingSafeEqual } from 'node:crypto';
import { sha256 } from './secrets.ts';

/** An app that may ask this org for tokens. On a real org: a connected app or an external client app. */
export interface OAuthClient {
  readonly id: string;
  /** As the consent page shows it. */
  readonly name: string;
  /** Null: a public client, which cannot keep a secret. */
  readonly secret: string | null;
  readonly requiresPkce: boolean;
  /** Each refresh gives a new refresh token and kills the one that was used. */
  readonly rotatesRefreshTokens: boolean;
  /** Callbacks beyond loopback addresses and editors' schemes, which every client may use. */
  readonly redirectUris: readonly string[];
}

/** The apps that this org knows. `clientSecret` is the secret of the one that has a secret. */
export const createClients = (clientSecret: string): readonly OAuthClient[] => [
  {
    id: 'SalesforceIntegrationWorkbench',
    name: 'Salesforce Integration Workbench',
    secret: null,
    requiresPkce: true,
    rotatesRefreshTokens: true,
    redirectUris: [],
  },
  {
    // The app of the Salesforce CLI. It keeps its first refresh token for good, so rotation would lock it out.
    id: 'PlatformCLI',
    name: 'Salesforce CLI',
    secret: null,
    requiresPkce: false,
    rotatesRefreshTokens: false,
    redirectUris: [],
  },
  {
    // For servers and tests, which sign in without a browser: client credentials or user name and password.
    id: 'LocalOrgIntegration',
    name: 'Local org integration',
    secret: clientSecret,
    requiresPkce: false,
    rotatesRefreshTokens: true,
    redirectUris: [],
  },
];

export function findClient(clients: readonly OAuthClient[], id: string | null): OAuthClient | undefined {
  return clients.find(client => client.id === id);
}

/** True for a public client, whatever it sends, and for a confidential one with its secret. */
export function isAuthentic(client: OAuthClient, secret: string | null): boolean {
  return client.secret === null || hasSecret(client, secret);
}

/** True when the client is confidential and this is its secret. */
export function hasSecret(client: OAuthClient, secret: string | null): boolean {
  return client.secret !== null && secret !== null && timingSafeEqual(sha256(client.secret), sha256(secret));
}

const loopbackRedirect = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?(?:[/?]|$)/i;
const editorScheme = /^(?:vscode|vscode-insiders|vscodium|code-oss|cursor|windsurf):\/\//i;

/**
 * Native apps listen on a loopback port or own a scheme (RFC 8252). The schemes of editors need no registration; a code
 * sent to any other place could be read by others.
 */
export function mayRedirectTo(client: OAuthClient, uri: string): boolean {
  if (/[\s#]/.test(uri)) return false;
  return client.redirectUris.includes(uri) || loopbackRedirect.test(uri) || editorScheme.test(uri);
}
