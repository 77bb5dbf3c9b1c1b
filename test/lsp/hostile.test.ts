import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import {
  arrangeRun,
  columnFields,
  copyRows,
  type ExportFormat,
  exportRun,
  findInRun,
  type RunProgress,
  rowWindow,
  runRecords,
  startRun,
} from '../../server/src/protocol/runs.ts';
import { field } from '../harness/describeField.ts';
import { temporaryFolder } from '../harness/localOrg.ts';
import { json, tinyServer } from '../unit/salesforce/tinyServer.ts';
import { TestServer } from './harness/server.ts';

const MARKUP = '<img src=x onerror="alert(1)">';
const LONG = 5_000_000;
const COLUMNS = 800;

/**
 * A page as no org should send it: a text of 5 MB, 800 columns, halves of surrogate pairs, control characters, bytes that
 * are no UTF-8, and markup wherever a text may stand.
 */
function page(): Buffer {
  const wide = Object.fromEntries(Array.from({ length: COLUMNS - 4 }, (_, index) => [`Field_${index}__c`, index]));
  const attributes = { type: MARKUP, url: `/services/data/v67.0/sobjects/${MARKUP}/001` };
  const records = [
    { attributes, Name: MARKUP, [MARKUP]: MARKUP, Long__c: 'x'.repeat(LONG), Broken__c: 'BYTES', ...wide },
    { attributes, Name: 'HALF', [MARKUP]: '\u0000\u0001\u001F\uFFFE', Long__c: 'y', Broken__c: null, ...wide },
  ];
  const text = JSON.stringify({ totalSize: 2, done: true, records }).replace('HALF', 'half \\ud800 pair \\udc00');
  const [before, after] = text.split('BYTES') as [string, string];
  return Buffer.concat([Buffer.from(before), Buffer.from([0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80]), Buffer.from(after)]);
}

const picklist = field('Name', {
  type: 'picklist',
  label: MARKUP,
  picklistValues: [{ value: MARKUP, label: MARKUP, active: true, defaultValue: false }],
});
const listed = { name: 'Account', label: MARKUP, labelPlural: MARKUP, keyPrefix: '001', queryable: true };
const described = { ...listed, fields: [picklist], childRelationships: [] };

describe('query runs against a hostile org', () => {
  let org: Awaited<ReturnType<typeof tinyServer>>;
  let server: TestServer;
  let done: RunProgress;

  before(async () => {
    const bytes = page();
    org = await tinyServer((response, request) => {
      const { pathname } = new URL(request.url ?? '', 'http://org');
      if (pathname.endsWith('/query'))
        return void response.writeHead(200, { 'content-type': 'application/json' }).end(bytes);
      if (pathname.endsWith('/sobjects')) return json(200, { sobjects: [listed] })(response, request);
      if (pathname.endsWith('/describe')) return json(200, described)(response, request);
      return json(404, [{ errorCode: 'NOT_FOUND', message: MARKUP }])(response, request);
    });
    server = await TestServer.start({
      org: { origin: org.origin, accessToken: '00D000000000001!x' },
      initialization: { apiVersion: '67.0' },
    });
    const uri = await server.open('SELECT FIELDS(ALL) FROM Account LIMIT 2');
    done = await server.finished(() => server.request(startRun, { org: server.orgKey, uri, offset: 0 }));
  });
  after(async () => {
    await server.stop();
    await org.close();
  });

  const columns = () => done.columns?.map(({ path }) => path) ?? [];
  const cell = async (row: number, column: string) => {
    const { rows } = await server.request(rowWindow, { run: done.run, start: row, end: row + 1 });
    return rows[0]?.[columns().indexOf(column)];
  };

  it('have all columns, and of a long text its beginning', async () => {
    assert.equal(done.state, 'done', done.error?.message);
    assert.deepEqual([done.rows, columns().length], [2, COLUMNS]);
    assert.deepEqual(await cell(0, 'Long__c'), { text: 'x'.repeat(500), length: LONG });
    const { records } = await server.request(runRecords, { run: done.run, start: 0, end: 1 });
    assert.equal(String(records[0]?.Long__c).length, LONG);
  });

  it('have texts as they are, and marks for what is no text', async () => {
    assert.equal(await cell(0, MARKUP), MARKUP);
    assert.match(String(await cell(0, 'Broken__c')), /^\uFFFD+\(\uFFFD+$/);
    assert.equal(await cell(1, 'Broken__c'), null);
    assert.match(String(await cell(1, 'Name')), /^half .+ pair .+$/);
  });

  it('are sorted, filtered, searched and copied', async () => {
    const { run } = done;
    const filter = { text: MARKUP };
    assert.equal(
      (await server.request(arrangeRun, { run, sort: { column: 'Long__c', descending: true }, filter })).rows,
      1,
    );
    await server.request(arrangeRun, { run });
    const from = { row: 0, column: 0 };
    const found = await server.request(findInRun, { run, search: { text: 'yx' }, from, backwards: true });
    assert.equal(found.rows, 0);
    const copied = { run, format: 'json', start: 0, end: 2, columns: ['Name', 'Long__c'], titles: true } as const;
    const { text } = await server.request(copyRows, copied);
    assert.equal((JSON.parse(text) as { Long__c: string }[])[0]?.Long__c.length, LONG);
  });

  it('tell what Describe says, as text', async () => {
    const { fields } = await server.request(columnFields, { run: done.run, columns: ['Name'] });
    assert.equal(fields.Name?.label, MARKUP);
  });

  const csv = { guardFormulas: true, delimiter: ',', byteOrderMark: false } as const;
  const checks: Readonly<Record<ExportFormat, (bytes: Buffer) => void>> = {
    csv(bytes) {
      const [titles = [], first = []] = parse(bytes) as string[][];
      assert.deepEqual([titles.length, first[titles.indexOf('Long__c')]?.length], [COLUMNS, LONG]);
    },
    json: bytes => assert.equal((JSON.parse(bytes.toString()) as unknown[]).length, 2),
    ndjson: bytes => assert.equal(bytes.toString().trim().split('\n').length, 2),
    xlsx(bytes) {
      const sheet = Buffer.from(unzipSync(bytes)['xl/worksheets/sheet1.xml']!).toString();
      assert.equal(sheet.match(/<row>/g)?.length, 3);
      // What XML does not allow would make Excel refuse the whole book.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are meant
      assert.doesNotMatch(sheet, /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|<img/);
    },
  };
  for (const format of Object.keys(checks) as ExportFormat[]) {
    it(`are exported as ${format}`, async () => {
      const file = join(temporaryFolder(), `hostile.${format}`);
      const { rows } = await server.request(exportRun, { run: done.run, file, format, csv, rest: false });
      assert.equal(rows, 2);
      checks[format](await readFile(file));
    });
  }
});
