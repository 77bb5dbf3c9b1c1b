import { fetchIdentity } from '../identity.ts';
import type { OAuthClient } from '../oauth.ts';
import type { ActiveSession, StoredSession } from '../session.ts';
import type { Flow, SignInRequest } from './flow.ts';
import { signingInAt, withProgress } from './progress.ts';
import { isRefusal, signInProblem, signInRequired } from './signInProblem.ts';

const oauth = () => import('../oauth.ts');

/** What such a flow has of a session before the first sign-in. */
export type Credentials = OAuthClient &
  Pick<StoredSession, 'keyFile' | 'clientSecret' | 'password'> & { readonly username?: string };

interface GrantFlow extends Pick<Flow, 'id' | 'label' | 'detail' | 'icon'> {
  readonly grantType: string;
  /** Asks for what is needed and not known. */
  ask(request: SignInRequest): Promise<Credentials>;
  /** What proves it at the token endpoint, besides the app's own id and secret. */
  parameters(credentials: Credentials): Promise<Readonly<Record<string, string>>>;
}

/** A flow that needs no browser: it asks the token endpoint, and asks again when the session ends. */
export function createGrantFlow({ grantType, ask, parameters, ...shown }: GrantFlow): Flow {
  const obtain = async (credentials: Credentials, signal?: AbortSignal) => {
    const { grant } = await oauth();
    return grant(credentials, grantType, await parameters(credentials), signal);
  };
  return {
    ...shown,
    isPossible: () => true,
    async signIn(request): Promise<ActiveSession> {
      const credentials = await ask(request);
      return withProgress(signingInAt(credentials.loginUrl), async signal => {
        try {
          const token = await obtain(credentials, signal);
          const identity = await fetchIdentity(token.instanceUrl, token.accessToken, signal);
          return { flow: shown.id, scopes: request.scopes, ...credentials, ...token, ...identity };
        } catch (error) {
          throw signInProblem(error, credentials.loginUrl);
        }
      });
    },
    prepare: session => Promise.resolve(session),
    async renew(session) {
      try {
        const { accessToken, instanceUrl } = await obtain(session);
        return { ...session, accessToken, instanceUrl };
      } catch (error) {
        if (isRefusal(error) && /^invalid_(grant|client)/.test(error.error)) throw signInRequired(error);
        throw signInProblem(error, session.loginUrl);
      }
    },
    async revoke(session) {
      if (session.accessToken) await (await oauth()).revoke(session, session.accessToken);
    },
  };
}
