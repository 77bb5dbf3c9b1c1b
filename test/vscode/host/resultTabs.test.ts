import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ConnectedOrg } from '../../../client/src/orgs/registry.ts';
import type { KeptRecord } from '../../../client/src/results/page/edit/pendingEdits.ts';
import type { ToPage, ToPanel } from '../../../client/src/results/page/messages.ts';
import { Panel } from '../../../client/src/results/panel.ts';
import type { ResultsOptions, RunServer } from '../../../client/src/results/results.ts';
import type { KeptTab } from '../../../client/src/results/unsaved.ts';

const orgOf = (name: string) => ({ key: `key of ${name}`, name }) as unknown as ConnectedOrg;
const record: KeptRecord = {
  object: 'Account',
  id: '001000000000001AAA',
  name: 'One',
  cells: [['Name', { before: 'One', after: 'Two' }]],
  deleted: false,
};

/** A tab whose page is played by the test. `sent`: what the server was asked. */
function tab() {
  const toPanel = new vscode.EventEmitter<ToPanel>();
  const disposed = new vscode.EventEmitter<void>();
  const posted: ToPage[] = [];
  const sent: string[] = [];
  const kept: KeptTab[] = [];
  const opened: string[] = [];
  const webview = {
    title: '',
    webview: {
      cspSource: '',
      asWebviewUri: (uri: vscode.Uri) => uri,
      onDidReceiveMessage: toPanel.event,
      postMessage: async (message: ToPage) => posted.push(message) > 0,
    },
    onDidChangeViewState: new vscode.EventEmitter<unknown>().event,
    onDidDispose: disposed.event,
    reveal: () => undefined,
  } as unknown as vscode.WebviewPanel;
  const server = {
    request: async (message: { method: string }, params: { org?: string; run?: string }) => {
      sent.push(`${message.method} ${params.org ?? params.run}`);
      return { outcomes: [] };
    },
  } as unknown as RunServer;
  const options = (org: string | undefined, key = 'a query'): ResultsOptions => ({
    key,
    source: 'a.soql',
    uri: 'file:///a.soql',
    offset: 0,
    org: org === undefined ? undefined : orgOf(org),
    nextStep: () => undefined,
    openRecord: () => void opened.push(String(org)),
  });
  const keep = (one: KeptTab | undefined) => void (one && kept.push(one));
  const parts = { webview, extensionUri: vscode.Uri.file('/'), server, early: new Map() };
  const panel = new Panel({ ...parts, closed: keep, replaced: keep }, options('first'));
  const say = async (message: ToPanel) => {
    toPanel.fire(message);
    // What it does about it has no other end.
    await new Promise(resolve => setImmediate(resolve));
  };
  return {
    panel,
    options,
    kept,
    sent,
    opened,
    say,
    edit: (run: string) => say({ type: 'edits', run, changed: [record], removed: [] }),
    save: (run: string) => say({ type: 'ask', request: 1, run, question: 'saveEdits', asked: { changes: [] } }),
    title: () => webview.title,
    close: () => disposed.fire(),
    restored: () => posted.flatMap(message => (message.type === 'restoreEdits' ? [message.org] : [])),
    failures: () => posted.flatMap(message => (message.type === 'failed' ? [message.message] : [])),
  };
}

describe('the tab of a result', () => {
  it('writes to the org of the rows that it shows, whatever run is on its way', async () => {
    const { panel, options, sent, opened, say, save, failures } = tab();
    panel.follow('r1', options('first'));
    panel.show(options('second'));
    await save('r1');
    await say({ type: 'openRecord', id: record.id, browser: false });
    assert.deepEqual([sent, opened], [['records/save key of first'], ['first']]);
    panel.follow('r2', options('second'));
    sent.length = 0;
    // The page has not heard of the new run yet.
    await save('r1');
    assert.deepEqual(sent, []);
    assert.match(failures().join(), /not known any more/);
    await save('r2');
    assert.deepEqual(sent, ['records/save key of second']);
  });

  it('keeps changes when the server stops, and goes on with them once the query has run again', async () => {
    const { panel, options, kept, edit, restored, title, save, sent } = tab();
    panel.follow('r1', options('first'));
    await edit('r1');
    assert.equal(panel.isFreeFor(options('first')), false);
    panel.lose();
    assert.equal(panel.isFreeFor(options('second')), false);
    assert.equal(panel.isFreeFor(options('first')), true);
    panel.show(options('first'));
    panel.fail('The server does not start.');
    assert.match(title(), /^●/);
    panel.follow('r2', options('first'));
    assert.deepEqual([restored(), kept], [['first'], []]);
    assert.match(title(), /^●/);
    sent.length = 0;
    await save('r2');
    assert.deepEqual(sent, ['records/save key of first']);
  });

  it('offers changes again that would be lost: closed, or another org takes the tab', async () => {
    const closed = tab();
    closed.panel.follow('r1', closed.options('first'));
    await closed.edit('r1');
    closed.panel.lose();
    closed.close();
    const other = tab();
    other.panel.follow('r1', other.options('first'));
    await other.edit('r1');
    other.panel.follow('r2', other.options('second'));
    for (const { kept } of [closed, other]) {
      assert.deepEqual(
        kept.map(({ shown, edits }) => [shown.options.org?.name, [...edits.values()]]),
        [['first', [record]]],
      );
    }
    assert.deepEqual(other.restored(), []);
    const again = tab();
    again.panel.take(closed.kept[0]!);
    await again.say({ type: 'ready' });
    assert.deepEqual(again.restored(), ['first']);
  });

  it('is not taken while somebody is typing in a cell, nor is a last change lost', async () => {
    const { panel, options, kept, say, edit } = tab();
    panel.follow('r1', options('first'));
    await say({ type: 'cell', open: true });
    assert.equal(panel.isFreeFor(options('first')), false);
    await say({ type: 'cell', open: false });
    assert.equal(panel.isFreeFor(options('first')), true);
    panel.follow('r2', options('first'));
    await edit('r1');
    assert.deepEqual(
      kept.map(({ run, edits }) => [run, edits.size]),
      [[undefined, 1]],
    );
  });
});
