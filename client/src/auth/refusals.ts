// Salesforce's refusals of a sign-in, in words with a next step.
// The codes: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_flow_errors.htm
import type * as vscode from 'vscode';
import type { NextStep, Problem } from '../host/problem.ts';

/** What came back in the redirect or from the token endpoint. */
export interface Refusal {
  readonly error: string;
  readonly description?: string | undefined;
}

/** Thrown where Salesforce refuses: at its page, at the token endpoint, or when it is asked whose token it is. */
export class OAuthRefusal extends Error implements Refusal {
  readonly code = 'OAUTH_REFUSED';
  readonly error: string;
  readonly description: string | undefined;

  constructor(error: string, description: string | undefined) {
    super(description ? `${error}: ${description}` : error);
    this.error = error;
    this.description = description;
  }
}

type Words = Pick<typeof vscode.l10n, 't'>;

interface Rule {
  /** Tried on `error: description`; the first rule that fits wins. */
  readonly refusal: RegExp;
  readonly explain: (words: Words) => string;
  readonly nextStep?: NextStep;
}

const RULES: readonly Rule[] = [
  {
    refusal: /must be installed|not installed/i,
    explain: words =>
      words.t(
        'This org refuses apps that are not installed in it. Ask an admin to install the app (Setup, Connected Apps OAuth Usage), or use an External Client App of your own: set its consumer key in the settings.',
      ),
    nextStep: 'openSettings',
  },
  {
    refusal: /hasn't approved this consumer/i,
    explain: words => words.t('You have not approved this app in the org yet. Sign in with the browser and allow it.'),
    nextStep: 'connect',
  },
  {
    refusal: /expired access\/refresh token|token revoked/i,
    explain: words => words.t('The saved sign-in has expired or was revoked.'),
    nextStep: 'signIn',
  },
  {
    refusal: /authorization code|code verifier/i,
    explain: words => words.t('The sign-in took too long, or its code was used already.'),
    nextStep: 'connect',
  },
  {
    refusal: /ip restricted/i,
    explain: words =>
      words.t(
        'The org does not accept sign-ins from this network. Use your VPN, or ask an admin about the IP ranges of your profile and of the app.',
      ),
  },
  {
    refusal: /login hours/i,
    explain: words => words.t('Your profile does not allow signing in at this hour. Try later, or ask an admin.'),
  },
  {
    refusal: /inactive.?user/i,
    explain: words =>
      words.t('This user is deactivated or frozen in the org. Ask an admin, or sign in as another user.'),
    nextStep: 'connect',
  },
  {
    refusal: /inactive_org/,
    explain: words => words.t('This org is locked, closed or suspended. Open it in the browser to see why.'),
  },
  {
    refusal: /not supported on this domain/i,
    explain: words => words.t("This host cannot sign you in. Use the org's My Domain, such as acme.my.salesforce.com."),
    nextStep: 'connect',
  },
  {
    refusal: /audience/i,
    explain: words =>
      words.t('The assertion names another host than the org expects. Sign in at the My Domain of the org.'),
    nextStep: 'connect',
  },
  {
    refusal: /invalid assertion/i,
    explain: words =>
      words.t(
        'The org does not accept the signature. Check that the app has the certificate of this private key, and that the clock of this computer is right.',
      ),
    nextStep: 'connect',
  },
  {
    refusal: /authentication failure/i,
    explain: words =>
      words.t(
        'The username, password or security token is not right, or the org does not allow this flow: it is off in new orgs. Sign in with the browser instead.',
      ),
    nextStep: 'connect',
  },
  {
    refusal: /no client credentials user/i,
    explain: words => words.t('The app has no run-as user. Ask an admin to choose one in the policies of the app.'),
  },
  {
    refusal: /invalid client credentials|^invalid_client_credentials/i,
    explain: words => words.t('The consumer key or the consumer secret of the app is not right.'),
    nextStep: 'connect',
  },
  {
    refusal: /^unsupported_(grant|response)_type/,
    explain: words =>
      words.t('The app does not allow this way of signing in. Ask its admin, or connect in another way.'),
    nextStep: 'connect',
  },
  {
    refusal: /^invalid_request/,
    explain: words =>
      words.t('The org did not understand the request: the app may ask for settings that are not met here.'),
    nextStep: 'connect',
  },
  {
    refusal: /^immediate_unsuccessful/,
    explain: words => words.t('The org wants you to sign in again, or to allow the app.'),
    nextStep: 'connect',
  },
  {
    refusal: /^OAUTH_EC_APP_NOT_FOUND/,
    explain: words => words.t('The org does not have this External Client App. Ask an admin to install it.'),
  },
  {
    refusal: /^OAUTH_APPROVAL_ERROR_GENERIC/,
    explain: words =>
      words.t('The org refused the app without a reason; often it is not installed. Ask an admin to install it.'),
    nextStep: 'connect',
  },
  {
    refusal: /^access_denied/,
    explain: words => words.t('Access was not allowed. Sign in again and choose Allow.'),
    nextStep: 'connect',
  },
  {
    refusal: /^(invalid_app_access|OAUTH_APP_ACCESS_DENIED)/,
    explain: words => words.t('An admin must approve you for this app: assign your profile or a permission set to it.'),
  },
  {
    refusal: /^(OAUTH_APP_BLOCKED|OAUTH_AUTHORIZATION_BLOCKED)/,
    explain: words =>
      words.t('An admin has blocked this app in the org. Ask for it to be unblocked, or use an app of your own.'),
    nextStep: 'openSettings',
  },
  {
    refusal: /^invalid_client/,
    explain: words =>
      words.t(
        'The org does not know the client id. Check the consumer key in the settings; a new app takes up to 10 minutes to work.',
      ),
    nextStep: 'openSettings',
  },
  {
    refusal: /^redirect_uri_/,
    explain: words =>
      words.t('The callback URL is not registered in the app. Add it there, with the port that the settings name.'),
    nextStep: 'openSettings',
  },
  {
    refusal: /^invalid_scope/,
    explain: words => words.t('The app does not offer the scopes api and refresh_token. Add them to it.'),
  },
  {
    refusal: /^rate_limit_exceeded/,
    explain: words => words.t('There were too many sign-ins in a short time. Wait some minutes.'),
  },
  {
    refusal: /^API_(DISABLED_FOR_ORG|CURRENTLY_DISABLED)/,
    explain: words =>
      words.t(
        'This user may not use the API: the edition of the org has none, or the user lacks the permission API Enabled. Ask an admin.',
      ),
  },
  {
    refusal: /^REQUEST_LIMIT_EXCEEDED/,
    explain: words => words.t('The org has no API calls left just now. Try again later.'),
  },
  {
    refusal: /^(server_error|temporarily_unavailable|SERVER_UNAVAILABLE|HTTP_(5\d\d|429))/,
    explain: words => words.t('Salesforce could not complete the sign-in just now. Try again in a minute.'),
    nextStep: 'connect',
  },
];

/** One message for a refused sign-in. It always carries Salesforce's own code and text. */
export function explainRefusal({ error, description }: Refusal, words: Words): Problem {
  const original = description ? `${error}: ${description}` : error;
  const rule = RULES.find(candidate => candidate.refusal.test(original)) ?? FALLBACK;
  const message = `${rule.explain(words)} (${original})`;
  return { code: 'SIGN_IN_REFUSED', message, ...(rule.nextStep && { nextStep: rule.nextStep }) };
}

const FALLBACK: Omit<Rule, 'refusal'> = {
  explain: words => words.t('Salesforce refused the sign-in. Try again, or connect in another way.'),
  nextStep: 'connect',
};
