import type { ConnectionInfo } from './stateFolder.ts';

/** What a person needs to use the org, for the terminal. */
export function describeOrg(org: ConnectionInfo & { readonly accessToken: string }): string {
  return `The local org is ready. Press Ctrl+C to stop it.

  URL           ${org.origin}
  Username      ${org.username}
  Password      ${org.password}
  Client id     LocalOrgIntegration
  Client secret ${org.clientSecret}
  Access token  ${org.accessToken}

Try it:

  curl -H 'Authorization: Bearer ${org.accessToken}' ${org.origin}/services/data/v67.0/limits
`;
}
