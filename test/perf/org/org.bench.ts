// npm run bench:org    The local org beside SQLite itself. BENCH_ROWS=100000 for less than a million rows.
//
// Goals: ready in under 300 ms with the sample data already stored; 60,000 rows/s of 20 columns paged over REST; ingest
// above 50,000 rows/s and bulk query above 200,000 rows/s; memory below 250 MB throughout.
import { tempDir } from '../../host/tempHome.ts';
import { ingest, queryInBulk } from './bulk.ts';
import { directly } from './floor.ts';
import { type RunningOrg, startOrg } from './process.ts';
import { requests, rowsByPages } from './rest.ts';

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const COLUMNS =
  'Id,Name,OwnerId,CreatedDate,LastModifiedDate,SystemModstamp,Account__c,Code__c,Title__c,Status__c,Number__c,Ratio__c,Amount__c,Share__c,Date__c,DateTime__c,Flag__c,Email__c,Phone__c,Website__c';
const READS = 3000;

const folder = tempDir();
await (await startOrg(folder, '--profile', 'test')).stop();
await startUps();
// Before there are connections: it keeps this process too busy to see one end.
const floor = directly(ROWS, COLUMNS.split(','));
const org = await startOrg(folder, '--profile', 'test');
try {
  const id = await firstId(org);
  await requests(org, 'single reads', READS, () => `/sobjects/Account/${id}`);
  const query = (number: number): string =>
    `/query?q=${encodeURIComponent(`SELECT ${COLUMNS} FROM BigTable__c WHERE Name = 'Row 0${1000 + (number % 5000)}'`)}`;
  await requests(org, 'single queries', READS, query);
  await throughput('bulk ingest', floor.inserted, () => ingest(org, ROWS));
  await throughput('paged query', floor.selected, () => rowsByPages(org, `SELECT ${COLUMNS} FROM BigTable__c`));
  await throughput('bulk query', floor.selected, () => queryInBulk(org, `SELECT ${COLUMNS} FROM BigTable__c`));
} finally {
  await org.stop();
}

async function startUps(): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const started = await startOrg(folder, '--profile', 'test');
    times.push(started.readyMs);
    await started.stop();
  }
  console.log(
    `ready: ${times.sort((a, b) => a - b)[2]?.toFixed(0)} ms   (${times.map(time => time.toFixed(0)).join(', ')})`,
  );
}

async function firstId({ pool, headers }: RunningOrg): Promise<string> {
  const path = '/services/data/v66.0/query?q=SELECT+Id+FROM+Account+LIMIT+1';
  const answer = (await (await pool.request({ path, method: 'GET', headers })).body.json()) as {
    records: { Id: string }[];
  };
  return answer.records[0]!.Id;
}

/** `floor`: rows per second of processor time that SQLite alone makes of it. */
async function throughput(name: string, floor: number, work: () => Promise<number>): Promise<void> {
  org.forgetPeak();
  const started = performance.now();
  const cpu = org.cpuSeconds();
  const rows = await work();
  const perSecond = rows / ((performance.now() - started) / 1000);
  const peak = org.peakMegabytes();
  const memory = peak === undefined ? '' : `, ${peak.toFixed(0)} MB at most`;
  const used = (org.cpuSeconds() ?? 0) - (cpu ?? 0);
  const perCpu =
    used > 0
      ? `, ${Math.round(rows / used).toLocaleString('en')} a processor second: ${Math.round((100 * rows) / used / floor)} % of SQLite alone`
      : '';
  console.log(
    `${name}: ${Math.round(perSecond).toLocaleString('en')} rows/s of ${rows.toLocaleString('en')}${perCpu}${memory}`,
  );
}
