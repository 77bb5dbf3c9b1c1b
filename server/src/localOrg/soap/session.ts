import { ApiError } from '../errors.ts';
import { sameSecret } from '../oauth/secrets.ts';
import { childText, element, textElement } from '../xml/xml.ts';
import type { Operation, SoapContext } from './context.ts';

// Who calls.
// https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_login.htm

/** The last version with `login`. */
const lastLoginVersion = 64;

/** Needs no session: it makes one. */
export const login: Operation = async (context, { operation, versionNumber }) => {
  if (versionNumber > lastLoginVersion) {
    const message = `login() is not available in API version ${versionNumber}.0; use OAuth or version ${lastLoginVersion}.0`;
    throw new ApiError(500, 'UNSUPPORTED_API_VERSION', message);
  }
  const username = childText(operation, 'username') ?? '';
  const isUser = sameSecret(username.toLowerCase(), context.identity.username.toLowerCase());
  if (!isUser || !sameSecret(childText(operation, 'password') ?? '', context.password)) {
    const message = 'Invalid username, password, security token; or user locked out.';
    throw new ApiError(500, 'INVALID_LOGIN', message);
  }
  const { access_token: sessionId } = await context.issueTokens();
  const path = (api: string): string =>
    `${context.origin()}/services/Soap/${api}/${versionNumber}.0/${context.identity.organizationId.slice(0, 15)}`;
  return [
    element('result', [
      textElement('metadataServerUrl', path('m')),
      textElement('passwordExpired', false),
      textElement('sandbox', false),
      textElement('serverUrl', path('u')),
      textElement('sessionId', sessionId),
      textElement('userId', context.identity.userId),
      element('userInfo', userInfo(context)),
    ]),
  ];
};

export const logout: Operation = ({ tokens }, { sessionId }) => {
  tokens.revokeAccessToken(sessionId ?? '');
  return [];
};

export const getUserInfo: Operation = context => [element('result', userInfo(context))];

export const getServerTimestamp: Operation = () => [
  element('result', [textElement('timestamp', new Date().toISOString())]),
];

function userInfo({ identity, database }: SoapContext): readonly string[] {
  const organization = database.prepare('SELECT Name FROM Organization').get();
  const user = database.prepare('SELECT ProfileId, UserRoleId FROM "User" WHERE Id = ?').get(identity.userId);
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return [
    textElement('accessibilityMode', false),
    textElement('currencySymbol', '$'),
    textElement('orgDefaultCurrencyIsoCode', 'USD'),
    textElement('orgDisallowHtmlAttachments', false),
    textElement('orgHasPersonAccounts', false),
    textElement('organizationId', identity.organizationId),
    textElement('organizationMultiCurrency', false),
    textElement('organizationName', text(organization?.Name)),
    textElement('profileId', text(user?.ProfileId)),
    textElement('roleId', text(user?.UserRoleId)),
    textElement('sessionSecondsValid', 7200),
    textElement('userDefaultCurrencyIsoCode', null),
    textElement('userEmail', identity.email),
    textElement('userFullName', identity.name),
    textElement('userId', identity.userId),
    textElement('userLanguage', identity.language),
    textElement('userLocale', identity.locale),
    textElement('userName', identity.username),
    textElement('userTimeZone', identity.timeZone),
    textElement('userType', 'Standard'),
    textElement('userUiSkin', 'Theme3'),
  ];
}
