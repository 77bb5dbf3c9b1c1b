import type * as vscode from 'vscode';
import type { OrgKey } from '../../../server/src/protocol/orgs.ts';
import { ProblemError } from '../host/problem.ts';
import type { Flow } from './flows/flow.ts';
import type { RefreshLock, RefreshSteps } from './refreshLock.ts';
import { type ActiveSession, type FlowId, orgKeyOf, type StoredSession, signedOut } from './session.ts';
import type { SessionStore } from './sessionStore.ts';

export interface AccessToken {
  readonly accessToken: string;
  readonly instanceUrl: string;
}

export interface TokenService {
  /**
   * A token for the org: the current one, unless that is the one that Salesforce has just refused. Then it is
   * refreshed once, however many ask in however many windows. Fails with SIGN_IN_REQUIRED when only the user can help.
   */
  accessToken(org: OrgKey, rejected?: string): Promise<AccessToken>;
}

interface Ports {
  readonly store: Pick<SessionStore, 'read'>;
  readonly lock: RefreshLock;
  readonly flows: Readonly<Record<FlowId, Pick<Flow, 'prepare' | 'renew' | 'revoke' | 'isAlive'>>>;
  /** The session has just become useless. Called once for each time that happens. */
  readonly onSignedOut: (problem: ProblemError) => void;
  readonly words: Pick<typeof vscode.l10n, 't'>;
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
  const stored = await ports.store.read(org);
  if (!stored?.accessToken) throw signInRequired(ports, stored);
  const ready = await ports.flows[stored.flow].prepare(stored);
  if (ready === stored && stored.accessToken !== rejected) return tokenOf(stored, stored.accessToken);
  return ports.lock.hold(org, (newest, steps) => bringUpToDate(ports, newest, steps, rejected));
}

/** Under the lock. Another window may have done the work meanwhile. */
async function bringUpToDate(
  ports: Ports,
  stored: StoredSession | undefined,
  steps: RefreshSteps,
  rejected: string | undefined,
): Promise<AccessToken> {
  if (!stored?.accessToken) throw signInRequired(ports, stored);
  const flow = ports.flows[stored.flow];
  const ready = await flow.prepare(stored);
  if (ready.accessToken && ready.accessToken !== rejected) {
    if (ready !== stored) await steps.save(ready);
    return tokenOf(ready, ready.accessToken);
  }
  const renewed = await renew(ports, flow, await withLivingToken(flow, ready, steps), steps);
  if (!(await ports.store.read(orgKeyOf(stored)))) return undo(ports, flow, renewed);
  // Salesforce may have rotated the refresh token: a crash after the first use must not leave us with a dead one.
  await steps.save(renewed);
  return tokenOf(renewed, renewed.accessToken);
}

/**
 * A refresh token whose answer never came is asked about first; sending a dead one would end them all. It is dropped where
 * Salesforce says that it has ended, or does not let the app ask. Without an answer it stays, and nothing is sent.
 */
async function withLivingToken(
  flow: Pick<Flow, 'isAlive'>,
  session: StoredSession,
  { doubtful }: RefreshSteps,
): Promise<StoredSession> {
  if (!doubtful || (await flow.isAlive?.(session).catch(notAllowed))) return session;
  const { refreshToken: _dead, ...rest } = session;
  return rest;
}

function notAllowed(error: unknown): false {
  if (error instanceof Error && 'code' in error && error.code === 'OAUTH_REFUSED') return false;
  throw error;
}

/** Where only the user can help, the session is marked as signed out and the user is told. */
async function renew(
  ports: Ports,
  flow: Pick<Flow, 'renew'>,
  session: StoredSession,
  steps: RefreshSteps,
): Promise<ActiveSession> {
  try {
    await steps.sending();
    return await flow.renew(session);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'SIGN_IN_REQUIRED')) throw error;
    if (await ports.store.read(orgKeyOf(session))) await steps.save(signedOut(session));
    const problem = signInRequired(ports, session);
    ports.onSignedOut(problem);
    throw problem;
  }
}

/** The user has signed out while the session was being renewed: it stays away, and its new tokens end too. */
async function undo(ports: Ports, flow: Pick<Flow, 'revoke'>, renewed: StoredSession): Promise<never> {
  await flow.revoke(renewed);
  throw signInRequired(ports, undefined);
}

const tokenOf = ({ instanceUrl }: StoredSession, accessToken: string): AccessToken => ({ accessToken, instanceUrl });

function signInRequired({ words }: Ports, session: StoredSession | undefined): ProblemError {
  const code = 'SIGN_IN_REQUIRED';
  if (!session) return new ProblemError({ code, message: words.t('This org is not connected.'), nextStep: 'connect' });
  if (session.flow === 'accessToken') {
    const message = words.t('The access token for {0} has ended. Connect again with a new one.', session.name);
    return new ProblemError({ code, message, nextStep: 'signIn' });
  }
  const message = words.t('{0} is signed out of {1}: the session ended.', session.username, session.name);
  return new ProblemError({ code, message, nextStep: 'signIn' });
}
