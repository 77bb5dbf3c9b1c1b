import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { listLimits } from '../../server/src/protocol/limits.ts';
import {
  arrangeRun,
  cancelRun,
  closeRun,
  columnFields,
  copyRows,
  type ExportFormat,
  exportProgress,
  exportRun,
  findInRun,
  listBinds,
  rowWindow,
  runProgress,
  runRecords,
  startRun,
} from '../../server/src/protocol/runs.ts';
import { type LocalOrg, startLocalOrg, temporaryFolder } from '../harness/localOrg.ts';
import { failureOf, TestServer } from './harness/server.ts';

describe('query runs against the local org', () => {
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

  const start = async (soql: string) =>
    server.request(startRun, { org: server.orgKey, uri: await server.open(soql), offset: 0 });
  const window = (run: string, first: number, end: number) => server.request(rowWindow, { run, start: first, end });

  it('pages over thousands of rows, and gives any window of them', async () => {
    const done = await server.finished(() => start('SELECT Id, Name FROM BigTable__c // all'));
    assert.equal(done.state, 'done', done.error?.message);
    assert(done.rows > 5000);
    assert.equal(done.rows, done.totalSize);
    assert(done.pages >= 3);
    assert.deepEqual(
      done.columns?.map(column => column.path),
      ['Id', 'Name'],
    );
    const { rows, ids } = await window(done.run, 1999, 2002);
    assert.equal(new Set(ids).size, 3);
    assert.deepEqual(
      rows.map(row => row[0]),
      ids,
    );
  });

  it('stop when the user leaves their org', async () => {
    await org.fault({ fault: 'slowBody', path: '/services/data/*/query*', bytesPerSecond: 500 });
    const ended = server.next(runProgress, ({ state }) => state !== 'running');
    await start('SELECT Id, Name FROM BigTable__c // left');
    await server.connectOrg();
    assert.equal((await ended).state, 'cancelled');
    await server.connectOrg(org);
  });

  it('sorts the whole result', async () => {
    const done = await server.finished(() => start('SELECT Name FROM BigTable__c'));
    assert.equal(done.state, 'done', done.error?.message);
    const first = async (descending?: boolean) => {
      const order = descending === undefined ? {} : { sort: { column: 'Name', descending } };
      await server.request(arrangeRun, { run: done.run, ...order });
      return (await window(done.run, 0, done.rows)).rows.map(([name]) => String(name));
    };
    const names = await first();
    const up = [...names].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' }));
    assert.deepEqual(await first(false), up);
    assert.equal((await first(true))[0], up.at(-1));
  });

  it('filters and finds in the whole result, and copies what is selected', async () => {
    const { run } = await server.finished(() => start('SELECT Name, Number__c FROM BigTable__c ORDER BY Name'));
    const { rows } = await server.request(arrangeRun, { run, filter: { text: 'row 0000', column: 'Name' } });
    assert.equal(rows, 9);
    const from = { row: 0, column: 0 };
    const found = await server.request(findInRun, { run, search: { text: 'Row 00004' }, from, backwards: false });
    assert.deepEqual(found, { rows: 1, place: { row: 3, column: 0 } });
    const copied = await server.request(copyRows, {
      run,
      format: 'soqlIn',
      start: 0,
      end: 2,
      columns: ['Name'],
      titles: false,
    });
    assert.equal(copied.text, "IN ('Row 00001', 'Row 00002')");
  });

  it('tells what Describe says of the columns, and gives records whole', async () => {
    const soql = 'SELECT Name, Owner.Name, CreatedDate, (SELECT Id FROM Contacts) FROM Account LIMIT 1';
    const { run } = await server.finished(() => start(soql));
    const columns = ['Name', 'Owner.Name', 'CreatedDate', 'Contacts'];
    const { object, fields } = await server.request(columnFields, { run, columns });
    assert.equal(object, 'Account');
    assert.deepEqual(
      columns.map(column => fields[column]?.type),
      ['string', 'string', 'datetime', undefined],
    );
    const { records } = await server.request(runRecords, { run, start: 0, end: 1 });
    assert.equal((records[0] as { attributes: { type: string } }).attributes.type, 'Account');
  });

  it('unfolds parents and counts child rows', async () => {
    const soql = 'SELECT Name, Owner.Name, (SELECT Id FROM Contacts) FROM Account LIMIT 5';
    const done = await server.finished(() => start(soql));
    assert.deepEqual(done.columns, [
      { path: 'Name', kind: 'text' },
      { path: 'Owner.Name', kind: 'text' },
      { path: 'Contacts', kind: 'children' },
    ]);
  });

  it('says what is wrong with a query, and what to do', async () => {
    const failed = await server.finished(() => start('SELECT Id, Nothing__c FROM Account'));
    assert.equal(failed.state, 'failed');
    assert.equal(failed.error?.code, 'INVALID_FIELD');
    assert.equal(failed.error.nextStep, 'editQuery');
    assert.match(failed.error.message, /Correct it.*No such column 'Nothing__c'/s);
  });

  it('cancels: the socket closes, the rows stay, nothing more is asked', async () => {
    const queries = async () => (await org.log()).filter(({ path }) => path.includes('/query'));
    // A cancel may also come before the second page is asked for: then there is no socket to close.
    while (!(await queries()).some(({ closedEarly }) => closedEarly)) {
      const firstPage = server.next(runProgress, progress => progress.rows > 0);
      const { state, rows, run } = await server.finished(async () => {
        const started = await start('SELECT FIELDS(STANDARD) FROM BigTable__c');
        await firstPage;
        await server.request(cancelRun, { run: started.run });
        return started;
      });
      assert.equal(state, 'cancelled');
      // On a busy machine it may come after the second one, too.
      assert.equal(rows % 2000, 0);
      assert.equal((await window(run, rows - 1, rows + 1)).rows.length, 1);
    }
    const before = await queries();
    await server.request(listLimits, { org: server.orgKey });
    assert.deepEqual(await queries(), before);
  });

  const csv = { guardFormulas: true, delimiter: ',', byteOrderMark: false } as const;
  const exported = async (run: string, format: ExportFormat, rest = false, object?: string) => {
    const file = join(temporaryFolder(), `rows.${format}`);
    const part = { rest, ...(object !== undefined && { object }) };
    const { rows } = await server.request(exportRun, { run, file, format, csv, ...part });
    return { rows, text: await readFile(file, 'utf8') };
  };

  it('exports the rows of a run that is still under way', async () => {
    const { run } = await start('SELECT Id, Name, Notes__c, Owner.Name FROM BigTable__c');
    const { rows, text } = await exported(run, 'csv');
    const [titles, ...lines] = parse(text, { record_delimiter: '\r\n' }) as string[][];
    assert.deepEqual(titles, ['Id', 'Name', 'Notes__c', 'Owner.Name']);
    assert(rows > 5000);
    assert.equal(new Set(lines.map(([id]) => id)).size, rows);
    assert(lines.some(([, , note]) => note?.includes('"quote"\nand')));
  });

  it('exports the rows of a cancelled run, with the rest and without it, none twice', async () => {
    const firstPage = server.next(runProgress, progress => progress.rows > 0);
    const { run, rows, totalSize } = await server.finished(async () => {
      const started = await start('SELECT FIELDS(STANDARD) FROM BigTable__c');
      await firstPage;
      await server.request(cancelRun, { run: started.run });
      return started;
    });
    assert.equal((await exported(run, 'ndjson')).rows, rows);
    const all = await exported(run, 'json', true);
    const ids = (JSON.parse(all.text) as { Id: string }[]).map(({ Id }) => Id);
    assert.equal(ids.length, totalSize);
    assert.equal(new Set(ids).size, totalSize);
  });

  it('leaves no file where the export is cancelled or the place is not there', async () => {
    const folder = await mkdtemp(join(temporaryFolder(), 'export-'));
    const { run } = await start('SELECT FIELDS(STANDARD) FROM BigTable__c');
    const cancellation = new CancellationTokenSource();
    const params = { run, file: join(folder, 'rows.csv'), format: 'csv', csv, rest: false } as const;
    const failed = failureOf(server.request(exportRun, params, cancellation.token));
    await server.next(exportProgress);
    cancellation.cancel();
    assert.deepEqual((await failed).data, { code: 'CANCELLED' });
    assert.deepEqual(await readdir(folder), []);
    const nowhere = { ...params, file: join(folder, 'none', 'rows.csv') };
    const { message, data } = await failureOf(server.request(exportRun, nowhere));
    assert.match(message, /Choose another place/);
    assert.deepEqual(data, { code: 'EXPORT_FAILED' });
  });

  it('asks for bind variables and makes them literals', async () => {
    const soql = 'SELECT Name FROM BigTable__c WHERE Name IN :names AND Number__c < :most ORDER BY Name LIMIT :count';
    const place = { org: server.orgKey, uri: await server.open(soql), offset: 0 };
    const { binds } = await server.request(listBinds, place);
    assert.deepEqual(binds, [
      { name: 'names', list: true, fits: 'text' },
      { name: 'most', list: false, fits: 'a number' },
      { name: 'count', list: false, fits: 'a whole number' },
    ]);
    const values = { names: "Row 00001, Row 00002, Row 00003, O'Brien", most: '3', count: '5' };
    const done = await server.finished(() => server.request(startRun, { ...place, binds: values }));
    assert.equal(done.state, 'done', done.error?.message);
    assert.deepEqual((await window(done.run, 0, 9)).rows, [['Row 00001'], ['Row 00002']]);
    const wrong = await failureOf(server.request(startRun, { ...place, binds: { ...values, most: 'many' } }));
    assert.match(wrong.message, /:most does not fit: it takes a number/);
    assert.deepEqual(wrong.data, { code: 'BAD_BIND', nextStep: 'retry' });
  });

  it('keeps the API that a comment chooses, and types its binds by the objects there', async () => {
    const soql =
      '// @tooling\nSELECT DataType FROM FieldDefinition WHERE EntityDefinitionId = :object AND Length < :most';
    const place = { org: server.orgKey, uri: await server.open(soql), offset: soql.indexOf('SELECT') };
    const { binds } = await server.request(listBinds, place);
    assert.deepEqual(
      binds.map(({ name, fits }) => [name, fits]),
      [
        ['object', 'text'],
        ['most', 'a number'],
      ],
    );
    const values = { object: 'Account', most: '1' };
    const done = await server.finished(() => server.request(startRun, { ...place, binds: values }));
    assert.equal(done.state, 'done', done.error?.message);
    assert.ok(done.rows > 0);
  });

  it('searches: rows of several objects, object by object, with a bind as the term', async () => {
    const records = [
      { attributes: { type: 'Account' }, Name: 'Quartzite Works' },
      { attributes: { type: 'Contact' }, LastName: 'Quartzite' },
      { attributes: { type: 'Account' }, Name: 'Quartzite Mining' },
    ];
    const headers = { 'content-type': 'application/json' };
    await org.api('composite/sobjects', { method: 'POST', body: JSON.stringify({ records }), headers });
    const sosl = 'FIND :what RETURNING Account(Name ORDER BY Name), Contact(LastName, Account.Name)';
    const place = { org: server.orgKey, uri: await server.open(sosl), offset: 0 };
    const { binds } = await server.request(listBinds, place);
    assert.deepEqual(binds, [{ name: 'what', list: false, fits: 'words to search for' }]);
    const done = await server.finished(() => server.request(startRun, { ...place, binds: { what: 'quartzi*' } }));
    assert.equal(done.state, 'done', done.error?.message);
    assert.deepEqual(
      done.columns?.map(({ path }) => path),
      ['attributes.type', 'Name', 'LastName', 'Account.Name'],
    );
    assert.deepEqual((await window(done.run, 0, 9)).rows, [
      ['Account', 'Quartzite Mining', null, null],
      ['Account', 'Quartzite Works', null, null],
      ['Contact', null, 'Quartzite', null],
    ]);
    assert.deepEqual(done.objects, [
      { name: 'Account', rows: 2, columns: ['Name'] },
      { name: 'Contact', rows: 1, columns: ['LastName', 'Account.Name'] },
    ]);
    const arranged = async (options: object) => {
      const { rows } = await server.request(arrangeRun, { run: done.run, ...options });
      return [rows, (await window(done.run, 0, 9)).rows.map(row => row.find((cell, at) => at > 0 && cell !== null))];
    };
    const sort = { column: 'Name', descending: true };
    assert.deepEqual(await arranged({ object: 'Account', sort }), [2, ['Quartzite Works', 'Quartzite Mining']]);
    assert.deepEqual(await arranged({ object: 'Account', filter: { text: 'mining' } }), [1, ['Quartzite Mining']]);
    assert.deepEqual(await arranged({ object: 'Contact', filter: { text: 'quartz' } }), [1, ['Quartzite']]);
    assert.deepEqual(await arranged({ object: 'Contact', filter: { text: 'contact' } }), [0, []]);
    assert.deepEqual(await arranged({ object: 'Lead' }), [0, []]);
    const contacts = await exported(done.run, 'csv', false, 'Contact');
    assert.deepEqual(contacts, { rows: 1, text: 'LastName,Account.Name\r\nQuartzite,\r\n' });
    const { fields } = await server.request(columnFields, { run: done.run, columns: ['LastName'], object: 'Contact' });
    assert.equal(fields.LastName?.label, 'Last Name');
    const nothing = await server.finished(() => start('FIND {qqqqqq} RETURNING Account(Name)'));
    assert.deepEqual([nothing.state, nothing.rows, nothing.columns?.length], ['done', 0, 2]);
  });

  it('frees what is closed', async () => {
    const done = await server.finished(() => start('SELECT Id FROM Account LIMIT 1'));
    await server.request(closeRun, { run: done.run });
    const { message, data } = await failureOf(window(done.run, 0, 1));
    assert.match(message, /Run the query again/);
    assert.deepEqual(data, { code: 'UNKNOWN_RUN', nextStep: 'retry' });
  });

  it('has nothing to run in an empty file', async () => {
    const { data } = await failureOf(start('// nothing'));
    assert.deepEqual(data, { code: 'NO_STATEMENT', nextStep: 'editQuery' });
  });

  it('shows the number of a COUNT()', async () => {
    const done = await server.finished(() => start('SELECT COUNT() FROM BigTable__c'));
    const [[count]] = (await window(done.run, 0, 1)).rows as [[number]];
    assert(count > 5000);
  });

  it('goes on with a new token when the old one expires', async () => {
    await org.admin('expire-tokens', { method: 'POST' });
    const fresh = (await (await org.admin('token', { method: 'POST' })).json()) as { access_token: string };
    server.accessToken = fresh.access_token;
    const done = await server.finished(() => start('SELECT Id FROM Contact LIMIT 3'));
    assert.equal(done.state, 'done', done.error?.message);
    assert(server.tokenQuestions.at(-1)?.rejected);
  });

  it('writes neither tokens nor queries into the log', () => {
    const log = server.log.join('\n');
    assert.match(log, /GET .*\/query: 200/);
    assert.doesNotMatch(log, /00D\w+!|SELECT|Bearer/);
  });

  it('lists the limits', async () => {
    const { limits } = await server.request(listLimits, { org: server.orgKey });
    const daily = limits.find(limit => limit.name === 'DailyApiRequests');
    assert(daily && daily.max > 0);
  });
});
