import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { createFlows } from '../../../client/src/auth/flows/flows.ts';
import { createRefreshLock } from '../../../client/src/auth/refreshLock.ts';
import { orgKeyOf, type StoredSession } from '../../../client/src/auth/session.ts';
import { createTokenService } from '../../../client/src/auth/tokenService.ts';
import { createLocalOrg } from '../../../client/src/orgs/localOrg.ts';
import { noRedirects } from './client.ts';
import { type RunningOrg, startOrg } from './org.ts';

interface Row {
  readonly fault: Readonly<Record<string, unknown>>;
  /** What the first try ends with, and the one after it, when nothing goes wrong any more. */
  readonly first: string;
  readonly second: string;
  /** How the token endpoint answered, and whether it was asked about the token in between. */
  readonly sent: readonly number[];
  readonly asked?: boolean;
}

const LOST = 'SIGN_IN_REQUIRED';
/** Nothing was rotated: the next try goes on as if nothing had been. */
const keeps = (first: string, status: number) => ({ first, second: 'ok', sent: [status, 200] });
/** It was, and nobody knows the new token: that costs a sign-in, but the dead one is never sent. */
const loses = (first: string) => ({ first, second: LOST, sent: [200], asked: true });

const rows: readonly Row[] = [
  { fault: { fault: 'latency', ms: 20 }, first: 'ok', second: 'ok', sent: [200] },
  { fault: { fault: 'slowBody', bytesPerSecond: 100_000 }, first: 'ok', second: 'ok', sent: [200] },
  { fault: { fault: 'serverUnavailable' }, ...keeps('BAD_TOKEN_REPLY', 503) },
  { fault: { fault: 'tooManyRequests' }, ...keeps('BAD_TOKEN_REPLY', 429) },
  { fault: { fault: 'error' }, ...keeps('BAD_TOKEN_REPLY', 500) },
  { fault: { fault: 'oauthError', error: 'rate_limit_exceeded' }, ...keeps('SIGN_IN_REFUSED', 400) },
  { fault: { fault: 'oauthError', error: 'inactive_org' }, ...keeps('SIGN_IN_REFUSED', 400) },
  { fault: { fault: 'oauthError', error: 'invalid_grant' }, first: LOST, second: LOST, sent: [400] },
  { fault: { fault: 'connectionReset' }, ...loses('LOGIN_UNREACHABLE') },
  { fault: { fault: 'connectionReset', bytes: 10 }, ...loses('LOGIN_UNREACHABLE') },
  { fault: { fault: 'truncatedBody', bytes: 10 }, ...loses('BAD_TOKEN_REPLY') },
  { fault: { fault: 'malformedJson' }, ...loses('BAD_TOKEN_REPLY') },
];

/** The browser flow's own refresh, with rotation, at a local org that fails. */
describe('a refresh that fails', () => {
  let org: RunningOrg;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'refresh-'));
  before(async () => {
    org = await startOrg();
  });
  after(async () => {
    await org.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const admin = (action: string, init: RequestInit = {}) =>
    fetch(`${org.origin}/local-org/${action}`, {
      ...init,
      headers: { authorization: `Bearer ${org.adminToken}`, 'content-type': 'application/json' },
    });
  const log = async () =>
    (await (await admin('log')).json()) as readonly { path: string; status: number; id: string }[];

  async function signedIn(): Promise<StoredSession> {
    const reply = (await (await admin('token?refresh=true', { method: 'POST' })).json()) as Record<string, string>;
    return {
      ...{ flow: 'browser', username: 'admin@local.example', name: 'Local Org', kind: 'local' },
      ...{ organizationId: org.organizationId, userId: reply.id?.split('/').at(-1) ?? '' },
      ...{ instanceUrl: org.origin, loginUrl: org.origin, scopes: ['api', 'refresh_token'] },
      clientId: 'SalesforceIntegrationWorkbench',
      accessToken: reply.access_token ?? '',
      refreshToken: reply.refresh_token ?? '',
    } as StoredSession;
  }

  function service(session: StoredSession, told: string[]) {
    let stored = session;
    const store = {
      read: async () => stored,
      write: async (next: StoredSession) => {
        stored = next;
      },
      onDidChange: () => ({ dispose: () => undefined }),
    };
    const localOrg = createLocalOrg({ stateDir: folder, script: folder, onRunningChanged: () => undefined });
    const dir = fs.mkdtempSync(path.join(folder, 'lock-'));
    return createTokenService({
      store,
      lock: createRefreshLock({ dir, store }),
      flows: createFlows(localOrg, noRedirects),
      onSignedOut: ({ message }) => told.push(message),
      words: vscode.l10n,
    });
  }

  for (const { fault, first, second, sent, asked = false } of rows) {
    it(`${JSON.stringify(fault)}: ${first}, then ${second}`, async () => {
      const session = await signedIn();
      const told: string[] = [];
      const tokens = service(session, told);
      const endOfTry = () =>
        tokens.accessToken(orgKeyOf(session), session.accessToken).then(
          () => 'ok',
          (error: { readonly code: string }) => error.code,
        );
      const rule = { ...fault, path: '/services/oauth2/token' };
      assert.ok((await admin('faults', { method: 'POST', body: JSON.stringify(rule) })).ok);
      const last = (await log()).at(-1)?.id;
      assert.deepEqual([await endOfTry(), await endOfTry()], [first, second]);
      await admin('faults', { method: 'DELETE' });
      const requests = await log();
      const since = requests.slice(requests.findIndex(({ id }) => id === last) + 1);
      const statuses = since.filter(({ path: to }) => to === '/services/oauth2/token').map(({ status }) => status);
      assert.deepEqual(statuses, sent);
      assert.equal(
        since.some(({ path: to }) => to === '/services/oauth2/introspect'),
        asked,
      );
      assert.equal(told.length, second === LOST ? 1 : 0);
    });
  }
});
