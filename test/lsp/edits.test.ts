import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { editColumns, lookUpRecords, refreshRows } from '../../server/src/protocol/edits.ts';
import { saveRecords } from '../../server/src/protocol/records.ts';
import { arrangeRun, exportRun, rowWindow, startRun } from '../../server/src/protocol/runs.ts';
import { type LocalOrg, startLocalOrg, temporaryFolder } from '../harness/localOrg.ts';
import { TestServer } from './harness/server.ts';

describe('edits of the rows of a run', () => {
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

  const start = async (soql: string) => {
    const uri = await server.open(soql);
    return (await server.finished(() => server.request(startRun, { org: server.orgKey, uri, offset: 0 }))).run;
  };
  const queries = async () => (await org.log()).filter(({ path }) => path.includes('/query')).length;

  it('tell which columns can be edited, and why others cannot', async () => {
    const run = await start('SELECT Id, Name, Industry, Owner.Name, toLabel(Type) FROM Account LIMIT 3');
    const columns = ['Id', 'Name', 'Industry', 'Owner.Name', 'Type'];
    const { object, hasRecordTypes, columns: found } = await server.request(editColumns, { run, columns });
    assert.deepEqual([object, hasRecordTypes], ['Account', true]);
    const why = columns.map(path => ('why' in found[path]! ? found[path].why : found[path]!.field.type));
    assert.deepEqual(why, ['system', 'string', 'picklist', 'parent', 'computed']);
    const { Industry } = found;
    assert(Industry && 'field' in Industry && Industry.field.values.some(({ value }) => value === 'Banking'));
  });

  it('leave the run with what the org holds, for showing, sorting and exporting', async () => {
    const run = await start(
      'SELECT b.Name, b.Owner.Name, b.Title__c FROM BigTable__c b WHERE Number__c < 500 ORDER BY b.Name',
    );
    const window = () => server.request(rowWindow, { run, start: 0, end: 1000 });
    const { ids, rows } = await window();
    assert.ok(rows.length > 200, String(rows.length));
    const changes = ids.slice(0, 250).map((id, index) => ({
      object: 'BigTable__c',
      id: id!,
      fields: index === 3 ? {} : { Title__c: `saved ${index}` },
      ...(index === 3 ? { delete: true } : {}),
    }));
    const { outcomes } = await server.request(saveRecords, { org: server.orgKey, changes });
    assert.ok(outcomes.every(({ state }) => state === 'saved'));
    const before = await queries();
    await server.request(refreshRows, { run, ids: changes.map(({ id }) => id) });
    assert.equal(await queries(), before + 2);
    const after = await window();
    assert.deepEqual(after.ids, ids);
    const shown = after.rows.slice(0, 3).map(row => [...row]);
    assert.deepEqual(
      shown,
      [0, 1, 2].map(index => [rows[index]![0], rows[index]![1], `saved ${index}`]),
    );
    const filter = { text: 'saved', column: 'Title__c' };
    assert.equal((await server.request(arrangeRun, { run, filter })).rows, 249);
    const file = join(await temporaryFolder(), 'rows.csv');
    const csv = { guardFormulas: true, delimiter: ',', byteOrderMark: false } as const;
    const exported = await server.request(exportRun, { run, file, format: 'csv', csv, rest: false });
    assert.equal(exported.rows, rows.length - 1);
    const lines = (await readFile(file, 'utf8')).trim().split('\r\n');
    assert.equal(lines.length, rows.length);
    assert.equal(lines.filter(line => line.includes('saved')).length, 249);
  });

  it('find records by the beginning of their names, wildcards as they are written', async () => {
    const lookUp = async (text: string) =>
      (await server.request(lookUpRecords, { org: server.orgKey, object: 'Account', text })).found;
    const headers = { 'content-type': 'application/json' };
    for (const Name of ["100%_sure 'n' so", '100 sure']) {
      await org.api('sobjects/Account', { method: 'POST', headers, body: JSON.stringify({ Name }) });
    }
    const names = async (text: string) => (await lookUp(text)).map(({ name }) => name);
    assert.deepEqual(await names("100%_sure 'N'"), ["100%_sure 'n' so"]);
    assert.equal((await names('100')).length, 2);
    assert.deepEqual(await names('100_s'), []);
    assert.match((await lookUp('100 '))[0]!.id, /^001\w{15}$/);
  });
});
