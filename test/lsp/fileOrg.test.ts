import assert from 'node:assert/strict';
import { orgOfDocument } from '../../server/src/protocol/orgs.ts';
import { type LocalOrg, startLocalOrg } from '../harness/localOrg.ts';
import { otherOrgKey, TestServer } from './harness/server.ts';

const labels = (items: readonly { label: string }[]) => items.map(item => item.label);

interface Lens {
  readonly command: { readonly title: string };
}

describe('a file that names its org', () => {
  let active: LocalOrg;
  let other: LocalOrg;
  let server: TestServer;
  before(async () => {
    active = await startLocalOrg();
    other = await startLocalOrg({ overlay: { Account: { fields: { Industry: { filterable: false } } } } });
    server = await TestServer.start({ org: active });
    await server.connectOrgs([
      { org: active, names: ['here'] },
      { org: other, names: ['there', 'UAT sandbox'] },
    ]);
  });
  after(async () => {
    await server.stop();
    await Promise.all([active.stop(), other.stop()]);
  });

  const lensesOf = async (uri: string) => {
    const lenses: Lens[] = await server.lsp('textDocument/codeLens', uri);
    return lenses.map(({ command }) => command.title);
  };
  const problemsOf = async (uri: string) => {
    const { items }: { items: { code: string }[] } = await server.lsp('textDocument/diagnostic', uri);
    return items.map(({ code }) => code);
  };

  it('gets that org’s schema, and the others keep theirs', async () => {
    assert(!labels(await server.complete('// @org There\nSELECT Id FROM Account WHERE |')).includes('Industry'));
    assert(labels(await server.complete('SELECT Id FROM Account WHERE |')).includes('Industry'));
  });

  it('changes its org with its text, at once', async () => {
    const uri = await server.open('// @org uat sandbox\nSELECT Id FROM Account');
    assert.deepEqual(await lensesOf(uri), ['$(play) Run', 'Explain', 'Export with the Bulk API', '$(cloud) there']);
    const { org, named } = await server.request(orgOfDocument, { uri });
    assert.equal(org, otherOrgKey);
    assert.deepEqual(named, { name: 'uat sandbox', start: 0, end: 19 });
    await server.change(uri, '// @org nobody\nSELECT Id, Nonsense FROM Account');
    assert.deepEqual(await lensesOf(uri), ['$(play) Run', 'Explain', 'Export with the Bulk API', '$(warning) nobody']);
    assert.deepEqual(await problemsOf(uri), ['unknown-org']);
    await server.change(uri, 'SELECT Id FROM Account');
    assert.deepEqual(await lensesOf(uri), ['$(play) Run', 'Explain', 'Export with the Bulk API', '$(cloud) here']);
    assert.deepEqual(await problemsOf(uri), []);
  });

  it('leads to an org where none is connected', async () => {
    await server.connectOrg();
    assert.deepEqual(await lensesOf(await server.open('SELECT Id FROM Account')), ['$(plug) Connect an org']);
  });
});
