import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { jobProgress, startBulkExport } from '../../server/src/protocol/bulk.ts';
import { type CsvOptions, type ExportFormat, exportRun, startRun } from '../../server/src/protocol/runs.ts';
import { type LocalOrg, startLocalOrg, temporaryFolder } from '../harness/localOrg.ts';
import { TestServer } from './harness/server.ts';

const csv: CsvOptions = { guardFormulas: true, delimiter: ',', byteOrderMark: false };

const texts = [
  'plain',
  'says "no", twice',
  'two\r\nlines\nand a tab\t',
  'back\\slash \\" and \\n',
  '=1+1',
  '-5',
  '12.50',
  'true',
  'ünï 日本 😀 \u2028',
  '{"attributes":{"type":"x"},"a":1}',
];

/** By which API the rows came cannot be seen in the file. */
describe('exports by the Bulk API and by REST', () => {
  let org: LocalOrg;
  let server: TestServer;
  before(async () => {
    org = await startLocalOrg();
    server = await TestServer.start({ org });
    const { records } = (await (await org.api('query?q=SELECT+Id+FROM+Account+LIMIT+1')).json()) as {
      records: { Id: string }[];
    };
    const Account__c = records[0]?.Id;
    const deals = texts.map((text, index) => ({
      attributes: { type: 'Deal_Registration__c' },
      Account__c,
      Justification__c: text,
      External_Key__c: `key ${index}`,
      ...(index % 2 === 0 && {
        Partner_Account__c: Account__c,
        Amount__c: index * 1_000_000.5 - 1,
        Discount__c: 12.25,
        Regions__c: 'Americas;EMEA',
        Review_Time__c: '14:30:00.000Z',
        Submitted_On__c: '2026-02-03',
        Exclusive__c: true,
        Contact_Email__c: 'somebody@example.com',
      }),
    }));
    const body = JSON.stringify({ allOrNone: true, records: deals });
    const headers = { 'content-type': 'application/json' };
    const saved = await org.api('composite/sobjects', { method: 'POST', headers, body });
    const results = (await saved.json()) as { id: string; success: boolean; errors: unknown }[];
    assert(
      results.every(({ success }) => success),
      JSON.stringify(results[0]),
    );
    await org.api(`sobjects/Deal_Registration__c/${results.at(-1)!.id}`, { method: 'DELETE' });
  });
  after(async () => {
    await server.stop();
    await org.stop();
  });

  const fileOf = async (name: string, format: ExportFormat) => {
    const bytes = await readFile(name);
    if (format !== 'xlsx') return bytes.toString('utf8');
    // The parts of a Zip have dates.
    return Object.entries(unzipSync(bytes)).map(([part, content]) => [part, strFromU8(content)]);
  };
  const formats = ['csv', 'json', 'ndjson', 'xlsx'] as const;
  const inEach = async <T>(of: (format: ExportFormat) => Promise<T>) =>
    Object.fromEntries(await Promise.all(formats.map(async format => [format, await of(format)] as const)));
  const byRest = async (uri: string) => {
    const done = await server.finished(() => server.request(startRun, { org: server.orgKey, uri, offset: 0 }));
    assert.equal(done.state, 'done', done.error?.message);
    return inEach(async format => {
      const file = join(temporaryFolder(), `rest.${format}`);
      const { rows } = await server.request(exportRun, { run: done.run, file, format, csv, rest: false });
      return { rows, file: await fileOf(file, format) };
    });
  };
  const byBulk = (uri: string) =>
    inEach(async format => {
      const file = join(temporaryFolder(), `bulk.${format}`);
      const over = server.next(jobProgress, job => job.state !== 'running' && job.file === file);
      await server.request(startBulkExport, { org: server.orgKey, uri, offset: 0, file, format, csv });
      const { state, error, processed } = await over;
      assert.equal(state, 'done', error?.message);
      return { rows: processed, file: await fileOf(file, format) };
    });

  const queries: Readonly<Record<string, string>> = {
    'texts, numbers, dates, times and checkboxes': `SELECT Id, Name, Justification__c, Amount__c, Net_Amount__c, Discount__c,
      Regions__c, Review_Time__c, Submitted_On__c, Exclusive__c, Contact_Email__c, Status__c, CreatedDate, IsDeleted
      FROM Deal_Registration__c ORDER BY Id`,
    'parents that are there or not': `SELECT Account__r.Owner.Name, Name, Account__r.Name, Account__r.AnnualRevenue,
      Partner_Account__r.Website, Partner_Account__c, Partner_Contact__r.Id, Partner_Contact__r.Account.Id,
      CreatedBy.IsActive, CreatedBy.LastLoginDate FROM Deal_Registration__c ORDER BY Id`,
    'whole numbers, phones and addresses': `SELECT Id, NumberOfEmployees, AnnualRevenue, Phone, Website, Description, Industry,
      BillingLatitude, BillingStreet, ParentId, Parent.Name, SystemModstamp FROM Account ORDER BY Id`,
    'parents of several objects': `SELECT Id, Subject, Who.Name, Who.Type, What.Name, Owner.Name, ActivityDate, IsClosed
      FROM Task ORDER BY Id`,
    'names in another case': 'select id, NAME, createdby.name, account__R.name from deal_registration__c order by id',
    'an alias of the object': 'SELECT d.Id, d.Account__r.Name, d.Amount__c FROM Deal_Registration__c d ORDER BY d.Id',
    'what functions shape': `SELECT Id, toLabel(Status__c), FORMAT(Amount__c) written, convertCurrency(Amount__c) own
      FROM Deal_Registration__c ORDER BY Id`,
    'one column that is mostly empty': 'SELECT Partner_Account__c FROM Deal_Registration__c ORDER BY Id',
    'the standard fields': 'SELECT FIELDS(STANDARD) FROM Deal_Registration__c ORDER BY Id',
    'those in the recycle bin, too':
      'SELECT Id, Name, IsDeleted FROM Deal_Registration__c WHERE IsDeleted = true ALL ROWS',
    'no rows': "SELECT Id, Account__r.Name FROM Deal_Registration__c WHERE Name = 'none'",
  };
  for (const [what, soql] of Object.entries(queries)) {
    it(`are the same: ${what}`, async () => {
      const uri = await server.open(soql);
      assert.deepEqual(await byBulk(uri), await byRest(uri));
    });
  }
});
