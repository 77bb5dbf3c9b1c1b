import * as vscode from 'vscode';
import type { OrgKey } from '../../../server/src/protocol/orgs.ts';
import { orgKeyOf, parseSession, type StoredSession } from './session.ts';

const PREFIX = 'session:';

/** Sessions in SecretStorage. Every read goes to the storage: another window may have written since. */
export interface SessionStore extends vscode.Disposable {
  list(): Promise<readonly StoredSession[]>;
  read(org: OrgKey): Promise<StoredSession | undefined>;
  write(session: StoredSession): Promise<void>;
  remove(org: OrgKey): Promise<void>;
  /** A session was written or removed, in this window or another. */
  readonly onDidChange: vscode.Event<OrgKey>;
}

export function createSessionStore(secrets: vscode.SecretStorage): SessionStore {
  const changes = new vscode.EventEmitter<OrgKey>();
  const subscription = secrets.onDidChange(({ key }) => {
    if (key.startsWith(PREFIX)) changes.fire(key.slice(PREFIX.length));
  });
  const read = async (org: OrgKey) => {
    const json = await secrets.get(PREFIX + org);
    return json === undefined ? undefined : parseSession(json);
  };
  return {
    read,
    async list() {
      const keys = (await secrets.keys()).filter(key => key.startsWith(PREFIX)).sort();
      const sessions = await Promise.all(keys.map(key => read(key.slice(PREFIX.length))));
      return sessions.filter(session => session !== undefined);
    },
    async write(session) {
      await secrets.store(PREFIX + orgKeyOf(session), JSON.stringify(session));
    },
    async remove(org) {
      await secrets.delete(PREFIX + org);
    },
    onDidChange: changes.event,
    dispose() {
      subscription.dispose();
      changes.dispose();
    },
  };
}
