import { jwtBearer } from './jwtBearer.ts';
import { supportedScopes } from './scopes.ts';

/** `/.well-known/openid-configuration` (OpenID Connect Discovery 1.0). */
export function openIdConfiguration(origin: string): Readonly<Record<string, unknown>> {
  const endpoint = (name: string) => `${origin}/services/oauth2/${name}`;
  return {
    issuer: origin,
    authorization_endpoint: endpoint('authorize'),
    token_endpoint: endpoint('token'),
    revocation_endpoint: endpoint('revoke'),
    userinfo_endpoint: endpoint('userinfo'),
    jwks_uri: `${origin}/id/keys`,
    introspection_endpoint: endpoint('introspect'),
    scopes_supported: supportedScopes,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'password', 'client_credentials', jwtBearer],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    display_values_supported: ['page'],
    token_endpoint_auth_methods_supported: ['none', 'client_secret_post', 'client_secret_basic'],
    code_challenge_methods_supported: ['S256'],
  };
}
