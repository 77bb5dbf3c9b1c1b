import assert from 'node:assert/strict';
import { explainRefusal } from '../../../client/src/auth/refusals.ts';
import { words } from './words.ts';

/** Refusals as Salesforce sends them, with a word that the explanation must have and the step that it offers. */
const REFUSALS: readonly [error: string, description: string | undefined, says: RegExp, nextStep?: string][] = [
  ['access_denied', 'end-user denied authorization', /Allow/, 'connect'],
  ['invalid_client', 'app must be installed into org', /install the app/, 'openSettings'],
  ['invalid_client', 'invalid client credentials', /secret/, 'connect'],
  ['invalid_client_credentials', undefined, /secret/, 'connect'],
  ['invalid_client_id', 'client identifier invalid', /consumer key/, 'openSettings'],
  ['redirect_uri_mismatch', 'redirect_uri must match configuration', /callback URL/, 'openSettings'],
  ['invalid_scope', 'the requested scope is not allowed', /scopes/],
  ['invalid_app_access', 'user is not admin approved to access this app', /admin must approve/],
  ['OAUTH_APP_BLOCKED', 'this app is blocked by admin', /blocked/, 'openSettings'],
  ['invalid_grant', "user hasn't approved this consumer", /not approved/, 'connect'],
  ['invalid_grant', 'ip restricted', /network/],
  ['invalid_grant', 'invalid login hours', /hour/],
  ['invalid_grant', 'expired authorization code', /too long/, 'connect'],
  ['invalid_grant', 'invalid code verifier', /too long/, 'connect'],
  ['invalid_grant', 'expired access/refresh token', /expired or was revoked/, 'signIn'],
  ['invalid_grant', 'inactive user', /deactivated/, 'connect'],
  ['inactive_user', 'user is inactive', /deactivated/, 'connect'],
  ['inactive_org', 'organization is inactive', /locked/],
  ['invalid_grant', 'request not supported on this domain', /My Domain/, 'connect'],
  ['rate_limit_exceeded', 'login rate exceeded', /Wait/],
  ['server_error', undefined, /just now/, 'connect'],
  ['invalid_grant', 'audience is invalid', /another host/, 'connect'],
  ['invalid_grant', 'Audience validation failed', /another host/, 'connect'],
  ['invalid_grant', 'invalid assertion', /certificate/, 'connect'],
  ['invalid_grant', 'authentication failure', /off in new orgs/, 'connect'],
  ['invalid_grant', 'no client credentials user enabled', /run-as user/],
  ['unsupported_grant_type', 'grant type not supported', /way of signing in/, 'connect'],
  ['unsupported_response_type', 'response type not supported', /way of signing in/, 'connect'],
  ['invalid_request', 'missing required code challenge', /request/, 'connect'],
  ['immediate_unsuccessful', undefined, /sign in again/, 'connect'],
  ['redirect_uri_missing', 'missing redirect_uri', /callback URL/, 'openSettings'],
  ['OAUTH_APP_ACCESS_DENIED', undefined, /admin must approve/],
  ['OAUTH_AUTHORIZATION_BLOCKED', undefined, /blocked/, 'openSettings'],
  ['OAUTH_EC_APP_NOT_FOUND', undefined, /External Client App/],
  [
    'OAUTH_APPROVAL_ERROR_GENERIC',
    'An unexpected error has occured during authentication.',
    /not installed/,
    'connect',
  ],
  ['something_new', 'never seen', /refused the sign-in/, 'connect'],
];

describe('a refused sign-in is explained', () => {
  for (const [error, description, says, nextStep] of REFUSALS) {
    it(`${error}${description ? `: ${description}` : ''}`, () => {
      const problem = explainRefusal({ error, description }, words);
      assert.match(problem.message, says);
      assert.equal(problem.nextStep, nextStep);
      assert.ok(problem.message.includes(error), 'it carries the original code');
      assert.ok(!description || problem.message.includes(description), 'and the original text');
    });
  }
});
