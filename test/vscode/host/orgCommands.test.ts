import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { StoredSession } from '../../../client/src/auth/session.ts';
import type { SessionStore } from '../../../client/src/auth/sessionStore.ts';
import { registerOrgCommands } from '../../../client/src/commands/orgs.ts';
import type { ConnectedOrg, OrgRegistry } from '../../../client/src/orgs/registry.ts';

const org = (name: string, signedOut: boolean) => ({ key: name, name, signedOut }) as unknown as ConnectedOrg;

/** Runs "Sign in again" with these orgs; gives who signs in, and what the window's org is made. */
async function signInAgain(orgs: readonly ConnectedOrg[], active: ConnectedOrg | undefined) {
  const commands = new Map<string, (...args: unknown[]) => unknown>();
  const signedIn: (string | undefined)[] = [];
  const activated: string[] = [];
  const registry = {
    orgs,
    active,
    reload: async () => undefined,
    activate: async (key: string) => void activated.push(key),
  } as unknown as OrgRegistry;
  registerOrgCommands((id, run) => commands.set(id, run as (...args: unknown[]) => unknown), {
    registry,
    store: { read: async (key: string) => ({ username: key }) } as unknown as SessionStore,
    signIn: async request => {
      signedIn.push(request?.username);
      return { organizationId: 'O', userId: 'U' } as StoredSession & { accessToken: string };
    },
    provider: {} as vscode.AuthenticationProvider,
    reveal: async () => undefined,
  });
  await commands.get('signInAgain')?.();
  return { signedIn, activated };
}

describe('signing in again', () => {
  it('is for the active org', async () => {
    const [one, other] = [org('one', true), org('other', true)];
    assert.deepEqual(await signInAgain([other, one], one), { signedIn: ['one'], activated: ['O.U'] });
    const valid = org('valid', false);
    assert.deepEqual((await signInAgain([valid], valid)).signedIn, ['valid']);
  });

  it('is for the org of a file whose session is over, and leaves the window its own', async () => {
    const [active, ofFile] = [org('active', false), org('of the file', true)];
    assert.deepEqual(await signInAgain([active, ofFile], active), { signedIn: ['of the file'], activated: [] });
  });

  it('asks how, where there is no org', async () => {
    assert.deepEqual((await signInAgain([], undefined)).signedIn, [undefined]);
  });
});
