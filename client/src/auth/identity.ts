// Whose token it is: the user and the org, asked once at sign-in.
import type { OrgInfo } from '../../../server/src/protocol/orgs.ts';
import { ProblemError } from '../host/problem.ts';
import { isLoopbackHost } from './loginHost.ts';
import { OAuthRefusal } from './refusals.ts';

export interface Identity {
  /** 18 characters, as the user's id. */
  readonly organizationId: string;
  readonly userId: string;
  readonly username: string;
  /** The org's name. */
  readonly name: string;
  readonly kind: OrgInfo['kind'];
}

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_using_userinfo_endpoint.htm */
interface UserInfo {
  readonly organization_id: string;
  readonly user_id: string;
  readonly preferred_username: string;
}

/** One row of the Organization object: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_organization.htm */
interface Organization {
  readonly Name: string;
  readonly IsSandbox: boolean;
  readonly OrganizationType: string;
  readonly TrialExpirationDate: string | null;
}

/** Every supported org has this version; the query needs nothing newer. */
const API_VERSION = 'v60.0';
const TIMEOUT_MS = 30_000;
const USER_INFO = '/services/oauth2/userinfo';
const QUERY = 'SELECT Name, IsSandbox, OrganizationType, TrialExpirationDate FROM Organization';

/** Costs two API calls. Throws ORG_UNREACHABLE, BAD_TOKEN_REPLY, TOKEN_REFUSED, or OAuthRefusal with Salesforce's errorCode. */
export async function fetchIdentity(instanceUrl: string, accessToken: string, signal?: AbortSignal): Promise<Identity> {
  const get = <T>(path: string) => getJson<T>(new URL(path, instanceUrl), accessToken, signal);
  const [user, found] = await Promise.all([
    get<UserInfo>(USER_INFO),
    get<{ readonly records: readonly Organization[] }>(
      `/services/data/${API_VERSION}/query?q=${encodeURIComponent(QUERY)}`,
    ),
  ]);
  const org = found.records[0];
  return {
    organizationId: user.organization_id,
    userId: user.user_id,
    username: user.preferred_username,
    name: org?.Name ?? new URL(instanceUrl).host,
    kind: kindOf(instanceUrl, org),
  };
}

/** Scratch orgs are sandboxes with an end date. */
export function kindOf(instanceUrl: string, org: Omit<Organization, 'Name'> | undefined): OrgInfo['kind'] {
  if (isLoopbackHost(new URL(instanceUrl).hostname)) return 'local';
  if (org?.IsSandbox) return org.TrialExpirationDate ? 'scratch' : 'sandbox';
  return org?.OrganizationType === 'Developer Edition' ? 'developer' : 'production';
}

async function getJson<T>(url: URL, accessToken: string, signal: AbortSignal | undefined): Promise<T> {
  const failed = (code: string) => (cause: unknown) => {
    signal?.throwIfAborted();
    throw new ProblemError({ code, message: `${url.host} gave no answer.`, nextStep: 'retry' }, { cause });
  };
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
    // A redirect would carry the token to another origin.
    redirect: 'error',
    signal: AbortSignal.any([...(signal ? [signal] : []), AbortSignal.timeout(TIMEOUT_MS)]),
  }).catch(failed('ORG_UNREACHABLE'));
  const text = await response.text().catch(failed('ORG_UNREACHABLE'));
  if (!response.ok) throw refusal(response, text, url);
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    return failed('BAD_TOKEN_REPLY')(error);
  }
}

function refusal(response: Response, text: string, url: URL): Error {
  if (response.status === 401 || /^(Bad|Missing)_OAuth_Token/.test(text)) return tokenRefused(url);
  const error = firstError(text);
  return new OAuthRefusal(error?.errorCode ?? `HTTP_${response.status}`, error?.message);
}

function firstError(text: string): { readonly errorCode?: string; readonly message?: string } | undefined {
  try {
    return [JSON.parse(text)].flat()[0];
  } catch {
    return undefined; // a page of an edge server or a proxy
  }
}

const tokenRefused = ({ host }: URL) =>
  new ProblemError({
    code: 'TOKEN_REFUSED',
    message: `${host} does not accept the access token.`,
    nextStep: 'connect',
  });
