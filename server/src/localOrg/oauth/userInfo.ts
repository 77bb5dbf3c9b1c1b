import { json, type Reply, text } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import type { OAuthContext } from './context.ts';
import { identityUrl, type OrgIdentity } from './identity.ts';

/** `/services/oauth2/userinfo` (OpenID Connect): the claims of the token's user. */
export function userInfo(context: OAuthContext, request: OrgRequest): Reply {
  const refused = refuse(context, request);
  if (refused) return refused;
  const identity = context.identity();
  const origin = context.origin();
  return json(200, {
    sub: identityUrl(origin, identity),
    user_id: identity.userId,
    organization_id: identity.organizationId,
    preferred_username: identity.username,
    nickname: identity.nickname,
    name: identity.name,
    email: identity.email,
    email_verified: true,
    given_name: identity.firstName,
    family_name: identity.lastName,
    zoneinfo: identity.timeZone,
    photos: photos(origin),
    profile: `${origin}/${identity.userId}`,
    picture: photos(origin).picture,
    address: {},
    is_salesforce_integration_user: false,
    urls: apiUrls(origin, identity),
    active: true,
    user_type: 'STANDARD',
    language: identity.language,
    locale: identity.locale,
    utcOffset: utcOffset(identity.timeZone, context.now()),
    updated_at: identity.lastModified,
  });
}

/** `/id/{organization}/{user}`: the same facts under the names that Salesforce gave them before OpenID Connect. */
export function identityReply(context: OAuthContext, request: OrgRequest, organization: string, user: string): Reply {
  const refused = refuse(context, request);
  if (refused) return refused;
  const identity = context.identity();
  const isOurs = sameId(organization, identity.organizationId) && sameId(user, identity.userId);
  if (!isOurs) return text(404, 'Bad_Id');
  const origin = context.origin();
  return json(200, {
    id: identityUrl(origin, identity),
    asserted_user: true,
    user_id: identity.userId,
    organization_id: identity.organizationId,
    username: identity.username,
    nick_name: identity.nickname,
    display_name: identity.name,
    email: identity.email,
    email_verified: true,
    first_name: identity.firstName,
    last_name: identity.lastName,
    timezone: identity.timeZone,
    photos: photos(origin),
    addr_street: null,
    addr_city: null,
    addr_state: null,
    addr_country: null,
    addr_zip: null,
    mobile_phone: null,
    mobile_phone_verified: false,
    is_lightning_login_user: false,
    status: { created_date: null, body: null },
    urls: apiUrls(origin, identity),
    active: true,
    user_type: 'STANDARD',
    language: identity.language,
    locale: identity.locale,
    utcOffset: utcOffset(identity.timeZone, context.now()),
    last_modified_date: identity.lastModified,
    is_app_installed: true,
  });
}

/** Both resources answer a wrong token with 403 and one word of text, not as the REST API does. */
function refuse(context: OAuthContext, request: OrgRequest): Reply | undefined {
  const header = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const token = header ?? request.query.get('oauth_token') ?? request.query.get('access_token');
  if (!token) return text(403, 'Missing_OAuth_Token');
  return context.tokens.find(token)?.kind === 'access' ? undefined : text(403, 'Bad_OAuth_Token');
}

function photos(origin: string): { readonly picture: string; readonly thumbnail: string } {
  return { picture: `${origin}/profilephoto/005/F`, thumbnail: `${origin}/profilephoto/005/T` };
}

function apiUrls(origin: string, identity: OrgIdentity): Readonly<Record<string, string>> {
  const soap = (kind: string) => `${origin}/services/Soap/${kind}/{version}/${identity.organizationId.slice(0, 15)}`;
  const rest = `${origin}/services/data/v{version}/`;
  return {
    enterprise: soap('c'),
    metadata: soap('m'),
    partner: soap('u'),
    rest,
    sobjects: `${rest}sobjects/`,
    search: `${rest}search/`,
    query: `${rest}query/`,
    recent: `${rest}recent/`,
    tooling_soap: soap('T'),
    tooling_rest: `${rest}tooling/`,
    profile: `${origin}/${identity.userId}`,
    feeds: `${rest}chatter/feeds`,
    groups: `${rest}chatter/groups`,
    users: `${rest}chatter/users`,
    feed_items: `${rest}chatter/feed-items`,
    feed_elements: `${rest}chatter/feed-elements`,
    custom_domain: origin,
  };
}

/** Requests name ids with 15 or 18 characters. */
function sameId(requested: string, id: string): boolean {
  return requested === id || requested === id.slice(0, 15);
}

/** The zone's offset from UTC at that moment, in milliseconds. */
function utcOffset(timeZone: string, at: number): number {
  const name = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(part => part.type === 'timeZoneName')?.value;
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? '') ?? [];
  if (!sign) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
