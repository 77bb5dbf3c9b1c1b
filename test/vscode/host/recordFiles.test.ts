import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeTextTabs, textTabsOf } from '../../../client/src/host/tabs.ts';
import { RecordFiles } from '../../../client/src/records/recordFiles.ts';
import { isSameRecord, placeOfRecord, recordUri } from '../../../client/src/records/recordUri.ts';

describe('the address of a record', () => {
  const place = { org: '00D000000000001AAA.005000000000001AAA', object: 'Account', id: '001000000000001AAA' };

  it('leads back to it from whatever its tab is called', () => {
    const titles = [
      '..',
      '.',
      '%',
      '%2F',
      'a#b?c',
      '100 %25',
      'ä · 👩‍💻',
      'مرحبا',
      ' ',
      '',
      'CON',
      'a:b',
      'x'.repeat(255),
    ];
    for (const title of titles) {
      const uri = recordUri(place, `${title} · Account`);
      const again = vscode.Uri.parse(uri.toString());
      assert.deepEqual(placeOfRecord(again), place, title);
      assert.equal(again.toString(), uri.toString());
      assert.equal(again.path.split('/').at(-1), `${title} · Account`);
    }
  });

  it('is that of one org', () => {
    assert(isSameRecord(place, { ...place, id: place.id.slice(0, 15) }));
    assert(!isSameRecord(place, { ...place, org: '00D000000000002AAA.005000000000001AAA' }));
    assert(!isSameRecord(place, { ...place, id: place.id.toLowerCase().replace('1aaa', 'aaaa') }));
  });

  it('is the same by whatever object it was asked for', async () => {
    const record = {
      object: 'Account',
      label: 'Account',
      id: place.id,
      values: { Name: 'a/b' },
      fields: [],
      children: [],
      recordTypes: [],
    };
    const service = { request: async () => record };
    const registry = { orgs: [{ key: place.org, name: 'Acme' }], reload: async () => undefined };
    const onError = (error: unknown) => assert.fail(String(error));
    const files = new RecordFiles({ service, registry, onError } as unknown as ConstructorParameters<
      typeof RecordFiles
    >[0]);
    const { uri, outdated } = await files.addressOf({ ...place, object: 'Name', id: place.id.slice(0, 15) });
    assert.deepEqual(placeOfRecord(uri), place);
    assert.deepEqual(outdated, []);
    assert.equal(files.record(uri)?.id, place.id);
    await assert.rejects(files.addressOf({ ...place, org: 'gone' }), { code: 'UNKNOWN_ORG' });
  });
});

describe('the tabs of a document', () => {
  const SCHEME = 'tabs-test';
  const at = (name: string) => vscode.Uri.from({ scheme: SCHEME, path: `/${name}` });
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: () => '',
  });
  after(() => provider.dispose());

  it('are closed wherever they are, and none of another document', async () => {
    const { Beside, One } = vscode.ViewColumn;
    for (const [name, viewColumn] of [
      ['a', One],
      ['b', One],
      ['a', Beside],
    ] as const)
      await vscode.window.showTextDocument(at(name), { viewColumn, preview: false });
    assert.equal(textTabsOf(at('a')).length, 2);
    await closeTextTabs(at('a'));
    assert.deepEqual([textTabsOf(at('a')).length, textTabsOf(at('b')).length], [0, 1]);
    await closeTextTabs(at('b'));
  });

  it('may be gone by then: another one takes the place of a preview', async () => {
    await vscode.window.showTextDocument(at('first'), { preview: true });
    const [before] = textTabsOf(at('first'));
    await vscode.window.showTextDocument(at('second'), { preview: true });
    assert.deepEqual(textTabsOf(at('first')), []);
    await assert.rejects(async () => vscode.window.tabGroups.close(before!), /Invalid tab/);
    await closeTextTabs(at('first'));
    assert.equal(textTabsOf(at('second')).length, 1);
    await closeTextTabs(at('second'));
  });
});
