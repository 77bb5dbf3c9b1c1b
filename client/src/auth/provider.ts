import * as vscode from 'vscode';
import type { Flows } from './flows/flows.ts';
import { type ActiveSession, orgKeyOf, type StoredSession } from './session.ts';
import type { SessionStore } from './sessionStore.ts';
import type { SignIn } from './signIn.ts';

export const PROVIDER_ID = 'salesforce';

interface Ports {
  readonly store: SessionStore;
  readonly flows: Flows;
  readonly signIn: SignIn;
  readonly log: Pick<vscode.LogOutputChannel, 'warn'>;
  /** For what happens in the background. */
  readonly onError: (error: unknown) => void;
}

/** VS Code's view of our sessions: the Accounts menu, and other extensions that the user allows. */
export class SalesforceAuthenticationProvider implements vscode.AuthenticationProvider, vscode.Disposable {
  readonly #ports: Ports;
  readonly #changes = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  readonly #subscription: vscode.Disposable;
  /** As VS Code last heard of them, by id. */
  #known = new Map<string, vscode.AuthenticationSession>();
  readonly onDidChangeSessions = this.#changes.event;

  constructor(ports: Ports) {
    this.#ports = ports;
    this.#subscription = ports.store.onDidChange(() => this.#announce().catch(ports.onError));
  }

  async getSessions(scopes?: readonly string[]): Promise<vscode.AuthenticationSession[]> {
    const sessions = await this.#load();
    return [...sessions.values()].filter(session => (scopes ?? []).every(scope => session.scopes.includes(scope)));
  }

  async createSession(
    scopes: readonly string[],
    options: vscode.AuthenticationProviderSessionOptions = {},
  ): Promise<vscode.AuthenticationSession> {
    const again = options.account && (await this.#ports.store.read(options.account.id));
    return toSession(await this.#ports.signIn({ scopes, ...(again && signInAgain(again)) }));
  }

  /** Signing out: ends the session at Salesforce where that can be reached, and forgets it in any case. */
  async removeSession(sessionId: string): Promise<void> {
    const { store, flows, log } = this.#ports;
    const session = await store.read(sessionId);
    await store.remove(sessionId);
    if (!session) return;
    try {
      await flows[session.flow].revoke(session);
    } catch (error) {
      log.warn(`The session was forgotten here, but Salesforce was not told: ${(error as Error).message}`);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changes.dispose();
  }

  async #load(): Promise<Map<string, vscode.AuthenticationSession>> {
    const sessions = (await this.#ports.store.list()).filter(isActive).map(toSession);
    this.#known = new Map(sessions.map(session => [session.id, session]));
    return this.#known;
  }

  async #announce(): Promise<void> {
    const before = this.#known;
    const after = await this.#load();
    const added = [...after.values()].filter(({ id }) => !before.has(id));
    const removed = [...before.values()].filter(({ id }) => !after.has(id));
    const changed = [...after.values()].filter(
      ({ id, accessToken }) => (before.get(id)?.accessToken ?? accessToken) !== accessToken,
    );
    if (added.length + removed.length + changed.length > 0) this.#changes.fire({ added, removed, changed });
  }
}

/** What a flow needs to sign the same user in at the same place. */
export const signInAgain = ({ flow, loginUrl, username }: StoredSession) => ({ flow, loginUrl, username });

/** A session that is signed out has nothing to hand over. */
const isActive = (session: StoredSession): session is ActiveSession => session.accessToken !== undefined;

function toSession(session: ActiveSession): vscode.AuthenticationSession {
  const id = orgKeyOf(session);
  return { id, accessToken: session.accessToken, scopes: session.scopes, account: { id, label: session.username } };
}
