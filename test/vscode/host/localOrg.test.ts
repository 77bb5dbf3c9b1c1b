import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { registerLocalOrgCommands } from '../../../client/src/commands/localOrg.ts';
import { createLimitHistory } from '../../../client/src/views/limits/history.ts';
import { LimitsView } from '../../../client/src/views/limits/limitsView.ts';
import { createLimitsRepository } from '../../../client/src/views/limits/repository.ts';
import { ObjectsView, type ObjectsViewNode } from '../../../client/src/views/objects/objectsView.ts';
import { createRememberedObjects } from '../../../client/src/views/objects/remembered.ts';
import { createObjectsRepository } from '../../../client/src/views/objects/repository.ts';
import { type RunProgress, rowWindow, runProgress, startRun } from '../../../server/src/protocol/runs.ts';
import { memoryState, startClient } from './client.ts';

describe('with the local org', () => {
  let client: ReturnType<typeof startClient>;
  before(() => {
    client = startClient();
  });
  after(() => client.stop());

  it('signs in through the provider, and keeps the session in the secrets', async () => {
    const { provider, secrets, registry } = client;
    const announced = event(provider.onDidChangeSessions);
    const signedIn = await signIn();
    assert.match(signedIn.accessToken, /^00D\w{12,15}![.\w]+$/);
    assert.equal(signedIn.account.label, 'admin@local.example');
    assert.deepEqual(
      (await announced).added?.map(({ id }) => id),
      [signedIn.id],
    );
    assert.deepEqual(await provider.getSessions(['api']), [signedIn]);
    assert.deepEqual(await provider.getSessions(['full']), []);
    assert.deepEqual([...secrets.stored.keys()], [`session:${signedIn.id}`]);
    await registry.reload();
    assert.equal(registry.active?.key, signedIn.id);
    assert.equal(registry.active.kind, 'local');
  });

  it('lists its objects and fields', async () => {
    const view = objectsView();
    const groups = await view.getChildren();
    assert.deepEqual(
      groups.map(node => view.getTreeItem(node).label),
      ['Custom', 'Standard', 'Sharing, history and feeds'],
    );
    const deal = await find(view, groups[0], 'Deal_Registration__c');
    assert.equal(view.getTreeItem(deal).collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    const fields = (await view.getChildren(deal)).map(node => view.getTreeItem(node));
    assert.deepEqual(
      fields.slice(0, 2).map(({ label }) => label),
      ['Id', 'Name'],
    );
    const account = fields.find(({ label }) => label === 'Account__c');
    assert.equal(account?.description, 'reference(Account) · required');
    view.setFilter('deal');
    assert.deepEqual(
      (await view.getChildren()).map(node => view.getTreeItem(node).label),
      ['Deal_Registration__c'],
    );
  });

  it('lists its limits', async () => {
    const { registry, service } = client;
    const view = new LimitsView({
      registry,
      repository: createLimitsRepository(service),
      history: createLimitHistory(memoryState()),
      memory: memoryState(),
    });
    const labels = (await view.getChildren()).map(node => view.getTreeItem(node));
    const calls = labels.find(({ label }) => String(label).endsWith('Daily API Requests'));
    assert.match(String(calls?.description), /^[\d,]+ \/ [\d,]+$/);
  });

  it('runs the query at the caret and gives its rows', async () => {
    const content = 'SELECT Id, Name FROM Account ORDER BY Name LIMIT 3';
    const progress = await run(content);
    assert.equal(progress.state, 'done');
    assert.deepEqual(
      progress.columns?.map(({ path }) => path),
      ['Id', 'Name'],
    );
    const { rows } = await client.service.request(rowWindow, { run: progress.run, start: 0, end: 3 });
    assert.equal(rows.length, 3);
    assert.match(String(rows[0]?.[0]), /^001\w{15}$/);
  });

  it('gets a new token when the old ones have expired, and the query does not notice', async () => {
    const before = (await client.tokens.accessToken(activeOrg())).accessToken;
    const { origin, adminToken } = await client.localOrg.start();
    const expire = { method: 'POST', headers: { authorization: `Bearer ${adminToken}` } };
    assert.ok((await fetch(`${origin}/local-org/expire-tokens`, expire)).ok);
    assert.equal((await run('SELECT Id FROM Contact LIMIT 1')).state, 'done');
    assert.notEqual((await client.tokens.accessToken(activeOrg())).accessToken, before);
    assert.deepEqual(client.signedOut, []);
  });

  it('copies the password that its sign-in page asks for', async () => {
    const { localOrg, store } = client;
    const copied: string[] = [];
    const clipboard = { writeText: async (text: string) => void copied.push(text) };
    const commands = new Map<string, () => unknown>();
    const ports = { localOrg, store, clipboard, onStarted: () => undefined };
    registerLocalOrgCommands((id, run) => commands.set(id, run as () => unknown), ports);
    await commands.get('copyLocalOrgPassword')?.();
    assert.match(copied.join(), /^\w{32}$/);
    assert.deepEqual(copied, [(await localOrg.start()).password]);
  });

  it('starts again when it is needed', async () => {
    const { localOrg } = client;
    await localOrg.stop();
    await until(() => !localOrg.running);
    const { accessToken } = await client.tokens.accessToken(activeOrg());
    assert.ok(accessToken);
    assert.equal(localOrg.running, true);
    assert.equal((await run('SELECT Id FROM Lead LIMIT 1')).state, 'done');
  });

  it('says in the view what is wrong, and offers the step that helps', async () => {
    const view = objectsView();
    const other = { ...client.registry.active!, key: '00D000000000009AAA.005000000000009AAA' };
    const stranger = new ObjectsView({
      registry: { active: other, onDidChange: client.registry.onDidChange },
      repository: createObjectsRepository(client.service),
      remembered: createRememberedObjects(memoryState()),
      memory: memoryState(),
    });
    const items = (await stranger.getChildren()).map(node => view.getTreeItem(node));
    assert.equal(items.length, 2);
    assert.match(String(items[0]?.label), /not connected/);
    assert.equal(items[1]?.command?.command, 'salesforceWorkbench.connectOrg');
  });

  it('logs its requests, but no token and no query', () => {
    const log = client.logged.join('\n');
    assert.match(log, /\/services\/data\//);
    assert.doesNotMatch(log, /00D\w{12,15}!/);
    assert.doesNotMatch(log, /SELECT/i);
  });

  it('forgets the session at sign-out, here and in the org', async () => {
    const { provider, secrets, registry, tokens } = client;
    const { instanceUrl, accessToken } = await tokens.accessToken(activeOrg());
    const status = async () => {
      const headers = { authorization: `Bearer ${accessToken}` };
      return (await fetch(`${instanceUrl}/services/data/v67.0/limits`, { headers })).status;
    };
    assert.equal(await status(), 200);
    await provider.removeSession(activeOrg());
    assert.equal(await status(), 401);
    assert.equal(secrets.stored.size, 0);
    await registry.reload();
    assert.equal(registry.active, undefined);
  });

  const activeOrg = () => client.registry.active?.key ?? assert.fail('No org is active.');

  async function signIn(): Promise<vscode.AuthenticationSession> {
    const { organizationId, userId } = await client.signIn({ flow: 'localOrg' });
    const [session] = await client.provider.getSessions();
    assert.equal(session?.id, `${organizationId}.${userId}`);
    return session;
  }

  function objectsView(): ObjectsView {
    const { registry, service } = client;
    return new ObjectsView({
      registry,
      repository: createObjectsRepository(service),
      remembered: createRememberedObjects(memoryState()),
      memory: memoryState(),
    });
  }

  async function find(view: ObjectsView, parent: ObjectsViewNode | undefined, label: string): Promise<ObjectsViewNode> {
    const nodes = await view.getChildren(parent);
    return nodes.find(node => view.getTreeItem(node).label === label) ?? assert.fail(`There is no ${label}.`);
  }

  /** The final progress of a run of the whole text. */
  async function run(content: string): Promise<RunProgress> {
    const { service } = client;
    const document = await vscode.workspace.openTextDocument({ language: 'soql', content });
    const ends = new Promise<RunProgress>(resolve => {
      const listener = service.onNotification(runProgress, progress => {
        if (progress.state === 'running') return;
        listener.dispose();
        resolve(progress);
      });
    });
    await service.request(startRun, { org: activeOrg(), uri: document.uri.toString(), offset: 0 });
    return ends;
  }
});

const event = async <T>(source: vscode.Event<T>): Promise<T> => new Promise(resolve => source(resolve));

/** Waits for what another process does and tells nobody of. */
async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise(resolve => setTimeout(resolve, 20));
}
