// Access tokens. The client owns them; the server holds one per org, in memory.
import { request } from './message.ts';
import type { OrgKey } from './orgs.ts';

/**
 * Server to client: a token for the org. `rejected` is the token that Salesforce has just refused (401): the client
 * answers with a newer one, after a refresh where it needs one. Fails with SIGN_IN_REQUIRED when only the user can help.
 */
export const accessToken = request<
  { readonly org: OrgKey; readonly rejected?: string },
  { readonly accessToken: string; readonly instanceUrl: string }
>('auth/token');
