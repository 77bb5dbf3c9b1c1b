import assert from 'node:assert/strict';
import { explainStatement } from '../../server/src/protocol/plans.ts';
import { type LocalOrg, startLocalOrg } from '../harness/localOrg.ts';
import { failureOf, TestServer } from './harness/server.ts';

interface Lens {
  readonly command: { readonly title: string };
}

describe('query plans of the local org', () => {
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

  const explain = (uri: string, binds?: Record<string, string>) =>
    server.request(explainStatement, { org: server.orgKey, uri, offset: 0, ...(binds && { binds }) });
  const lensOf = async (uri: string) => {
    const lenses: Lens[] = await server.lsp('textDocument/codeLens', uri);
    return lenses.map(({ command }) => command.title).find(title => title.includes('Explain'));
  };
  const marksOf = async (uri: string) => {
    type Item = { code: string; message: string; range: { start: { character: number }; end: { character: number } } };
    const { items }: { items: Item[] } = await server.lsp('textDocument/diagnostic', uri);
    return items
      .filter(({ code }) => code === 'costly-filter')
      .map(({ range: { start, end }, message }) => ({ at: [start.character, end.character], message }));
  };

  it('tell a costly query, mark its filter and show the cost, until it is changed', async () => {
    const uri = await server.open("SELECT Id FROM BigTable__c WHERE Title__c = 'x' AND Name != 'y'");
    assert.equal(await lensOf(uri), 'Explain');
    const { plans, statement } = await explain(uri);
    assert.equal(statement, "SELECT Id FROM BigTable__c WHERE Title__c = 'x' AND Name != 'y'");
    assert.equal(plans[0]?.leadingOperation, 'TableScan');
    assert((plans[0]?.relativeCost ?? 0) > 1);
    assert.match((await lensOf(uri)) ?? '', /^\$\(warning\) Explain: cost 1\.\d+$/);
    const marks = await marksOf(uri);
    assert.deepEqual(
      marks.map(({ at }) => at),
      [
        [33, 47],
        [52, 63],
      ],
    );
    assert.match(
      marks[0]?.message ?? '',
      /not selective: its cost is 1\.\d+, .*BigTable__c.*\nNot considering filter/s,
    );
    await server.change(uri, "SELECT Id FROM BigTable__c WHERE Title__c = 'z'");
    assert.equal(await lensOf(uri), 'Explain');
    assert.deepEqual(await marksOf(uri), []);
  });

  it('leave a selective query alone', async () => {
    const uri = await server.open("SELECT Id FROM BigTable__c WHERE Id = 'a00000000000001AAA'");
    const { plans } = await explain(uri);
    assert.equal(plans[0]?.leadingOperation, 'Index');
    assert.equal(await lensOf(uri), 'Explain');
    assert.deepEqual(await marksOf(uri), []);
  });

  it('mark the object where no condition is to blame, and take binds', async () => {
    const plain = await server.open('SELECT Id FROM BigTable__c');
    await explain(plain);
    assert.deepEqual(
      (await marksOf(plain)).map(({ at }) => at),
      [[15, 26]],
    );
    const bound = await server.open('SELECT Id FROM BigTable__c WHERE Title__c = :title');
    const { statement } = await explain(bound, { title: 'x' });
    assert.equal(statement, "SELECT Id FROM BigTable__c WHERE Title__c = 'x'");
    assert.match((await lensOf(bound)) ?? '', /cost/);
  });

  it('come from the Tooling API where the statement is meant for it', async () => {
    const tooling = await server.open("// @tooling\nSELECT Id FROM ApexClass WHERE Status != 'x'");
    const before = (await org.log()).length;
    const { plans } = await server.request(explainStatement, { org: server.orgKey, uri: tooling, offset: 12 });
    assert.deepEqual([plans[0]?.object, plans[0]?.leadingOperation], ['ApexClass', 'TableScan']);
    const paths = (await org.log()).slice(before).map(({ path }) => path);
    assert.match(paths.join(), /\/tooling\/query/);
    assert.equal(await lensOf(tooling), 'Explain');
  });

  it('say what is wrong with a query', async () => {
    const { message, data } = await failureOf(explain(await server.open('SELECT Nothing__c FROM Account')));
    assert.match(message, /Correct it.*INVALID_FIELD/s);
    assert.equal((data as { code: string }).code, 'INVALID_FIELD');
    const none = await failureOf(explain(await server.open('// nothing')));
    assert.equal((none.data as { code: string }).code, 'NO_STATEMENT');
  });

  it('cost one call each, and none without being asked', async () => {
    const before = (await org.log()).filter(({ path }) => path.includes('query')).length;
    const uri = await server.open('SELECT Name FROM BigTable__c');
    await lensOf(uri);
    await marksOf(uri);
    assert.equal((await org.log()).filter(({ path }) => path.includes('query')).length, before);
    await explain(uri);
    assert.equal((await org.log()).filter(({ path }) => path.includes('query')).length, before + 1);
  });
});
