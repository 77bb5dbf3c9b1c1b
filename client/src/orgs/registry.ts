import * as vscode from 'vscode';
import type { OrgInfo, OrgKey } from '../../../server/src/protocol/orgs.ts';
import { orgKeyOf, type StoredSession } from '../auth/session.ts';
import type { SessionStore } from '../auth/sessionStore.ts';
import { namesOf, orgNamed } from './orgNames.ts';
import type { CliConfig } from './projectOrg.ts';

export interface ConnectedOrg extends OrgInfo {
  /** Salesforce refused its refresh token: what is cached works, requests need a new sign-in. */
  readonly signedOut: boolean;
}

/** The connected orgs, and the one that this window works with. */
export interface OrgRegistry extends vscode.Disposable {
  readonly orgs: readonly ConnectedOrg[];
  /** The one chosen for this window, else the setting's, else the project's, else the only one there is. */
  readonly active: ConnectedOrg | undefined;
  activate(org: OrgKey): Promise<void>;
  /** Takes back the choice for this window: the setting decides again. */
  followSetting(): Promise<void>;
  /** Reads the sessions again, one read after the other: one window in a browser does not hear of another's sign-ins. */
  reload(): Promise<void>;
  /** When the last read that was asked for has ended. */
  ready(): Promise<void>;
  readonly onDidChange: vscode.Event<void>;
}

interface Ports {
  readonly store: SessionStore;
  readonly workspaceState: vscode.Memento;
  /** Of the org that goes by these names. */
  readonly apiVersion: (names: readonly string[]) => string | undefined;
  /** The name of the workspace's org in the settings. */
  readonly orgSetting: () => string | undefined;
  /** What the Salesforce CLI says of the workspace and of names. */
  readonly cliConfig: () => Promise<CliConfig>;
  /** For what happens in the background. */
  readonly onError: (error: unknown) => void;
}

const ACTIVE = 'activeOrg';

export function createOrgRegistry(ports: Ports): OrgRegistry {
  const { store, workspaceState, apiVersion, orgSetting, cliConfig, onError } = ports;
  const changes = new vscode.EventEmitter<void>();
  let orgs: readonly ConnectedOrg[] = [];
  let project: string | undefined;
  let reading: Promise<void> = Promise.resolve();
  const read = async () => {
    const [sessions, { aliases, targetOrg }] = await Promise.all([store.list(), cliConfig()]);
    const before = JSON.stringify([orgs, project]);
    orgs = sessions.map(session => toOrg(session, aliases, apiVersion));
    project = targetOrg;
    if (JSON.stringify([orgs, project]) !== before) changes.fire();
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
      const choice = orgs.find(({ key }) => key === chosen);
      const named = orgNamed(orgs, orgSetting()) ?? orgNamed(orgs, project);
      return choice ?? named ?? (orgs.length === 1 ? orgs[0] : undefined);
    },
    async activate(org) {
      await workspaceState.update(ACTIVE, org);
      changes.fire();
    },
    async followSetting() {
      await workspaceState.update(ACTIVE, undefined);
      changes.fire();
    },
    reload,
    ready: () => reading.catch(reload),
    onDidChange: changes.event,
    dispose() {
      subscription.dispose();
      changes.dispose();
    },
  };
}

function toOrg(session: StoredSession, aliases: CliConfig['aliases'], versionOf: Ports['apiVersion']): ConnectedOrg {
  const { organizationId, userId, username, name, instanceUrl, kind } = session;
  const signedOut = session.accessToken === undefined;
  const key = orgKeyOf(session);
  const names = namesOf(session, aliases);
  const apiVersion = versionOf(names);
  return {
    key,
    organizationId,
    userId,
    username,
    name,
    names,
    instanceUrl,
    kind,
    signedOut,
    ...(apiVersion && { apiVersion }),
  };
}
