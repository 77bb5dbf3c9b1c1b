import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeObject, listObjects } from '../../server/src/protocol/schema.ts';
import { type LocalOrg, startLocalOrg } from '../harness/localOrg.ts';
import { failureOf, TestServer } from './harness/server.ts';

const labels = (items: readonly { label: string }[]) => items.map(item => item.label);

describe('the schema cache', () => {
  it('outlives the server, and needs no org', async () => {
    const cacheDir = await mkdtemp(join(tmpdir(), 'lsp-cache-'));
    const org = await startLocalOrg();
    const first = await TestServer.start({ org, cacheDir });
    await first.request(describeObject, { org: first.orgKey, object: 'Contact' });
    await first.stop();
    await org.stop();
    const second = await TestServer.start({ org, cacheDir });
    const offered = labels(await second.complete('SELECT Id FROM C|'));
    assert(offered.includes('Contact'));
    const { fields } = await second.request(describeObject, { org: second.orgKey, object: 'Contact' });
    assert(fields.length > 10);
    assert.deepEqual(second.tokenQuestions, []);
    await second.stop();
    await rm(cacheDir, { recursive: true });
  });
});

describe('language features, with the schema of the org', () => {
  let org: LocalOrg;
  let server: TestServer;
  before(async () => {
    org = await startLocalOrg();
    server = await TestServer.start({ org });
  });
  after(async () => {
    await server.stop();
    await org.stop();
  });

  it('offers the objects of the org', async () => {
    const offered = labels(await server.complete('SELECT Id FROM A|'));
    for (const name of ['Account', 'Deal_Registration__c']) assert(offered.includes(name), name);
  });

  it('lists objects and fields for the tree', async () => {
    const { objects } = await server.request(listObjects, { org: server.orgKey });
    assert(objects.some(object => object.name === 'Deal_Registration__c' && object.custom));
    const { fields } = await server.request(describeObject, { org: server.orgKey, object: 'contact' });
    const account = fields.find(field => field.name === 'AccountId');
    assert.deepEqual(account?.referenceTo, ['Account']);
  });

  it('says in words that an object is not there', async () => {
    const { message, data } = await failureOf(
      server.request(describeObject, { org: server.orgKey, object: 'Nothing__c' }),
    );
    assert.match(message, /nothing of that name.*NOT_FOUND: .*nothing__c/);
    assert.deepEqual(data, { code: 'NOT_FOUND' });
  });

  it('marks an object that the org does not have', async () => {
    const messages = await server.diagnose('SELECT Id FROM Accont', found => found.length > 0);
    assert.match(messages.join(), /^0:15 .*Accont/);
  });

  it('puts a lens on each query, and an outline beside it', async () => {
    const uri = await server.open('SELECT Id FROM Account;\nSELECT Id\nFROM Contact');
    const lenses: { command: { command: string; arguments: unknown[] } }[] = await server.lsp(
      'textDocument/codeLens',
      uri,
    );
    assert.deepEqual(
      lenses.map(({ command }) => [command.command, ...command.arguments]),
      [
        ['salesforceWorkbench.runStatement', uri, 0],
        ['salesforceWorkbench.runStatement', uri, 24],
      ],
    );
    const symbols: { name: string }[] = await server.lsp('textDocument/documentSymbol', uri);
    assert.deepEqual(
      symbols.map(symbol => symbol.name),
      ['Account', 'Contact'],
    );
    const folds: unknown[] = await server.lsp('textDocument/foldingRange', uri);
    assert.equal(folds.length, 1);
  });
});
