import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { createQueryHistory } from '../../../client/src/history/history.ts';
import { createRunRecorder } from '../../../client/src/history/recorder.ts';
import { readSavedQueries } from '../../../client/src/views/savedQueries/repository.ts';
import { SavedQueriesView } from '../../../client/src/views/savedQueries/savedQueriesView.ts';
import { listStatements, runProgress, startRun } from '../../../server/src/protocol/runs.ts';
import { startClient } from './client.ts';

describe('the query history of a real run', () => {
  let client: ReturnType<typeof startClient>;
  before(() => {
    client = startClient();
  });
  after(() => client.stop());

  it('has what was written, not the values of its binds, and how it ended', async () => {
    const { service, registry, stateDir } = client;
    await client.signIn({ flow: 'localOrg' });
    await registry.reload();
    const org = registry.active ?? assert.fail('No org is active.');
    const history = createQueryHistory(path.join(stateDir, 'history'), () => 5);
    const recorder = createRunRecorder(service, history, error => assert.fail(String(error)));
    const content = 'SELECT Id FROM Account\nWHERE Name != :secret LIMIT 3';
    const document = await vscode.workspace.openTextDocument({ language: 'soql', content });
    const uri = document.uri.toString();
    const [statement] = (await service.request(listStatements, { uri, start: 0, end: 0 })).statements;
    assert.ok(statement);
    const ended = new Promise<void>(resolve => {
      const listener = service.onNotification(runProgress, ({ state }) => {
        if (state === 'running') return;
        listener.dispose();
        resolve();
      });
    });
    const place = { org: org.key, uri, offset: 0 };
    const { run } = await service.request(startRun, { ...place, binds: { secret: 'Hush' } });
    // The end may come before the run is noted, and counts all the same.
    await ended;
    recorder.note(run, org, document, statement);
    recorder.dispose();
    const [entry, ...others] = await history.list();
    assert.deepEqual(others, []);
    assert.equal(entry?.text, content);
    assert.deepEqual(entry.outcome, { state: 'done', rows: 3 });
    assert.equal(entry.org, org.key);
  });
});

describe('the saved queries of a real workspace', () => {
  it('are the query files of the folder alone', async () => {
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    const folder = vscode.Uri.joinPath(workspace.uri, 'queries');
    const write = (name: string, text: string) =>
      vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));
    await write('deals.soql', 'SELECT Id FROM Opportunity');
    await write('search/people.sosl', 'FIND {x} RETURNING Contact');
    await write('notes.md', 'FROM Opportunity');
    const view = new SavedQueriesView(readSavedQueries);
    const labels = async () => (await view.getChildren()).map(node => view.getTreeItem(node).label);
    assert.deepEqual(await labels(), ['search', 'deals']);
    view.setFilter('opportunity');
    assert.deepEqual(await labels(), ['deals']);
    view.setFilter('');
    await vscode.workspace.fs.delete(folder, { recursive: true });
    view.redraw();
    assert.deepEqual(await labels(), []);
  });
});
