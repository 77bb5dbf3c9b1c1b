import type { OrgKey } from '../../../server/src/protocol/orgs.ts';
import { ProblemError } from '../host/problem.ts';
import type { Flow } from './flows/flow.ts';
import { type FlowId, type StoredSession, signedOut } from './session.ts';
import type { SessionStore } from './sessionStore.ts';

export interface AccessToken {
  readonly accessToken: string;
  readonly instanceUrl: string;
}

export interface TokenService {
  /**
   * A token for the org: the current one, unless that is the one that Salesforce has just refused. Then it is
   * refreshed once, however many ask. Fails with SIGN_IN_REQUIRED when only the user can help.
   */
  accessToken(org: OrgKey, rejected?: string): Promise<AccessToken>;
}

interface Ports {
  readonly store: Pick<SessionStore, 'read' | 'write'>;
  readonly flows: Readonly<Record<FlowId, Pick<Flow, 'prepare' | 'renew'>>>;
  /** The session has just become useless. Called once for each time that happens. */
  readonly onSignedOut: (session: StoredSession) => void;
}

export function createTokenService(ports: Ports): TokenService {
  const underWay = new Map<OrgKey, Promise<AccessToken>>();
  const begin = (org: OrgKey, rejected?: string) => {
    const obtained = obtain(ports, org, rejected).finally(() => underWay.delete(org));
    underWay.set(org, obtained);
    return obtained;
  };
  const accessToken = async (org: OrgKey, rejected?: string): Promise<AccessToken> => {
    const joined = underWay.get(org);
    const token = await (joined ?? begin(org, rejected));
    // What others were waiting for may be the very token that was refused here.
    return joined && token.accessToken === rejected ? accessToken(org, rejected) : token;
  };
  return { accessToken };
}

async function obtain(ports: Ports, org: OrgKey, rejected: string | undefined): Promise<AccessToken> {
  const { store, flows } = ports;
  const stored = await store.read(org);
  if (!stored?.accessToken) throw signInRequired(stored);
  const flow = flows[stored.flow];
  const ready = await flow.prepare(stored);
  if (ready.accessToken && ready.accessToken !== rejected) {
    if (ready !== stored) await store.write(ready);
    return tokenOf(ready);
  }
  try {
    const renewed = await flow.renew(ready);
    // Salesforce may have rotated the refresh token: whoever uses the new access token first could lose the old one.
    await store.write(renewed);
    return tokenOf(renewed);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SIGN_IN_REQUIRED') {
      await store.write(signedOut(ready));
      ports.onSignedOut(ready);
    }
    throw error;
  }
}

function tokenOf(session: StoredSession): AccessToken {
  if (!session.accessToken) throw signInRequired(session);
  return { accessToken: session.accessToken, instanceUrl: session.instanceUrl };
}

/** What a request without a usable session fails with. */
export function signInRequired(session: StoredSession | undefined): ProblemError {
  const message = session ? `${session.username} is signed out of ${session.name}.` : 'This org is not connected.';
  return new ProblemError({ code: 'SIGN_IN_REQUIRED', message, nextStep: session ? 'signIn' : 'connect' });
}
