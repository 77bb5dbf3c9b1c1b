import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { jobProgress, startBulkExport } from '../../server/src/protocol/bulk.ts';
import { type ExportFormat, exportChoice, exportRunByBulk, startRun } from '../../server/src/protocol/runs.ts';
import { type LocalOrg, startLocalOrg, temporaryFolder } from '../harness/localOrg.ts';
import { failureOf, TestServer } from './harness/server.ts';

const csv = { guardFormulas: true, delimiter: ';', byteOrderMark: false } as const;

/** Exports of rows that a run has not fetched: by the API that fits, which is said with the reason. */
describe('exports of query runs', () => {
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

  /** Pauses after its first page. */
  const paused = async (soql: string) => {
    const uri = await server.open(soql);
    return server.finished(() => server.request(startRun, { org: server.orgKey, uri, offset: 0, askAbove: 1 }));
  };

  const choices: readonly (readonly [soql: string, rows: number, format: ExportFormat, api: string, why: RegExp])[] = [
    ['SELECT Name FROM BigTable__c', 2000, 'csv', 'rest', /Up to 2,000 rows/],
    ['SELECT Name FROM BigTable__c', 2001, 'csv', 'bulk', /Above 2,000 rows/],
    ['SELECT Name, Number__c, Owner.Name FROM BigTable__c', 2001, 'xlsx', 'bulk', /Above 2,000 rows/],
    ['SELECT Name, Number__c, Owner.Name FROM BigTable__c', 2001, 'ndjson', 'bulk', /Above 2,000 rows/],
    ['SELECT Name, Account.Website FROM Contact', 2001, 'xlsx', 'bulk', /Above 2,000 rows/],
    ['SELECT Name, Account.Website FROM Contact', 2001, 'json', 'rest', /not tell whether Account is there/],
    ['SELECT Name, Account.Website, AccountId FROM Contact', 2001, 'json', 'bulk', /Above 2,000 rows/],
    ['SELECT Name, COUNT(Id) FROM BigTable__c GROUP BY Name LIMIT 5', 2001, 'csv', 'rest', /not support COUNT/],
    ['SELECT Name, (SELECT Id FROM Contacts) FROM Account', 2001, 'csv', 'rest', /not support child queries/],
    ['// @tooling\nSELECT Name FROM ApexClass', 2001, 'csv', 'rest', /not support the Tooling API/],
  ];
  for (const [soql, rows, format, expected, words] of choices) {
    it(`go by ${expected}, ${rows} rows as ${format} of ${soql.replace(/\s/g, ' ')}`, async () => {
      const { run } = await paused(soql);
      const { api, why } = await server.request(exportChoice, { run, rows, format, threshold: 2000 });
      assert.equal(api, expected);
      assert.match(why, words);
    });
  }

  it('by the Bulk API have all rows, in the form that is asked for', async () => {
    const { run, rows, totalSize } = await paused('SELECT Id, Name, Owner.Name FROM BigTable__c ORDER BY Name');
    assert(rows < totalSize);
    const file = join(temporaryFolder(), 'all.csv');
    const over = server.next(jobProgress, job => job.endedAt !== undefined && job.file === file);
    await server.request(exportRunByBulk, { run, file, format: 'csv', csv, threshold: 2000 });
    const { state, processed, why, error } = await over;
    assert.equal(state, 'done', error?.message);
    assert.match(why ?? '', /Above 2,000 rows/);
    const [titles, ...lines] = parse(await readFile(file, 'utf8'), { delimiter: ';' }) as string[][];
    assert.deepEqual(titles, ['Id', 'Name', 'Owner.Name']);
    assert.deepEqual(
      [lines.length, new Set(lines.map(([id]) => id)).size, processed],
      [totalSize, totalSize, totalSize],
    );
  });

  const refused: readonly (readonly [soql: string, words: RegExp])[] = [
    ['SELECT COUNT(Id) FROM Account', /Export rows….*not support COUNT/],
    ['// @tooling\nSELECT Name FROM ApexClass', /Export rows….*not support the Tooling API/],
    ['// @tooling\nSELECT Name FROM ApexClass WHERE Name = :name', /Export rows….*not support the Tooling API/],
  ];
  for (const [soql, words] of refused) {
    it(`by the Bulk API are refused before a job is made, of ${soql.replace(/\s/g, ' ')}`, async () => {
      const uri = await server.open(soql);
      const file = join(temporaryFolder(), 'none.csv');
      const jobs = async () => (await org.log()).filter(({ path }) => path.endsWith('/jobs/query'));
      const before = await jobs();
      const asked = { org: server.orgKey, uri, offset: 12, binds: { name: 'x' }, file, format: 'csv', csv } as const;
      const { message, data } = await failureOf(server.request(startBulkExport, asked));
      assert.match(message, words);
      assert.deepEqual(data, { code: 'NOT_IN_BULK' });
      assert.deepEqual(await jobs(), before);
    });
  }
});
