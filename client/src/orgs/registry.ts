import * as vscode from 'vscode';
import type { OrgInfo, OrgKey } from '../../../server/src/protocol/orgs.ts';
import { orgKeyOf, type StoredSession } from '../auth/session.ts';
import type { SessionStore } from '../auth/sessionStore.ts';

export interface ConnectedOrg extends OrgInfo {
  /** Salesforce refused its refresh token: what is cached works, requests need a new sign-in. */
  readonly signedOut: boolean;
}

/** The connected orgs, and the one that this window works with. */
export interface OrgRegistry extends vscode.Disposable {
  readonly orgs: readonly ConnectedOrg[];
  /** The one chosen for this workspace; without a choice the only one there is. */
  readonly active: ConnectedOrg | undefined;
  activate(org: OrgKey): Promise<void>;
  /** Reads the sessions again, one read after the other. Also the way to wait for the first read. */
  reload(): Promise<void>;
  readonly onDidChange: vscode.Event<void>;
}

interface Ports {
  readonly store: SessionStore;
  readonly workspaceState: vscode.Memento;
  readonly apiVersion: () => string | undefined;
  /** For what happens in the background. */
  readonly onError: (error: unknown) => void;
}

const ACTIVE = 'activeOrg';

export function createOrgRegistry({ store, workspaceState, apiVersion, onError }: Ports): OrgRegistry {
  const changes = new vscode.EventEmitter<void>();
  let orgs: readonly ConnectedOrg[] = [];
  let reading: Promise<void> = Promise.resolve();
  const read = async () => {
    const sessions = await store.list();
    const before = JSON.stringify(orgs);
    orgs = sessions.map(session => toOrg(session, apiVersion()));
    if (JSON.stringify(orgs) !== before) changes.fire();
  };
  const reload = () => {
    reading = reading.catch(() => undefined).then(read);
    return reading;
  };
  const subscription = store.onDidChange(() => reload().catch(onError));
  return {
    get orgs() {
      return orgs;
    },
    get active() {
      const chosen = workspaceState.get<OrgKey>(ACTIVE);
      return orgs.find(({ key }) => key === chosen) ?? (orgs.length === 1 ? orgs[0] : undefined);
    },
    async activate(org) {
      await workspaceState.update(ACTIVE, org);
      changes.fire();
    },
    reload,
    onDidChange: changes.event,
    dispose() {
      subscription.dispose();
      changes.dispose();
    },
  };
}

function toOrg(session: StoredSession, apiVersion: string | undefined): ConnectedOrg {
  const { organizationId, userId, username, name, instanceUrl, kind } = session;
  const signedOut = session.accessToken === undefined;
  const key = orgKeyOf(session);
  return {
    key,
    organizationId,
    userId,
    username,
    name,
    instanceUrl,
    kind,
    signedOut,
    ...(apiVersion && { apiVersion }),
  };
}
