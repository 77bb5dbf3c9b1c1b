import { Readable } from 'node:stream';
import { setTimeout as after } from 'node:timers/promises';
import type { RunningOrg } from './process.ts';

const JOBS = '/services/data/v66.0/jobs';
/** Below Salesforce's 150 MB for the data of one job. */
const ROWS_OF_A_JOB = 500_000;

interface Job {
  readonly id: string;
  readonly state: string;
  readonly numberRecordsProcessed: number;
  readonly numberRecordsFailed: number;
}

/** Inserts made-up rows by Bulk API 2.0, upload included. Returns how many. */
export async function ingest(org: RunningOrg, rows: number): Promise<number> {
  for (let first = 0; first < rows; first += ROWS_OF_A_JOB) {
    const count = Math.min(ROWS_OF_A_JOB, rows - first);
    const job = await send(org, 'POST', `${JOBS}/ingest`, {
      object: 'BigTable__c',
      operation: 'insert',
      lineEnding: 'LF',
    });
    const headers = { ...org.headers, 'content-type': 'text/csv' };
    const upload = await org.pool.request({
      path: `${JOBS}/ingest/${job.id}/batches`,
      method: 'PUT',
      headers,
      body: Readable.from(csv(first, count)),
    });
    await upload.body.dump();
    await send(org, 'PATCH', `${JOBS}/ingest/${job.id}`, { state: 'UploadComplete' });
    const { numberRecordsFailed } = await finished(org, `${JOBS}/ingest/${job.id}`);
    if (numberRecordsFailed > 0) throw new Error(`${numberRecordsFailed} rows failed`);
  }
  return rows;
}

/** Runs a bulk query and reads its results page by page. Returns how many rows it has. */
export async function queryInBulk(org: RunningOrg, query: string): Promise<number> {
  const { id } = await send(org, 'POST', `${JOBS}/query`, { operation: 'query', query });
  const { numberRecordsProcessed } = await finished(org, `${JOBS}/query/${id}`);
  for (let locator = ''; locator !== 'null'; ) {
    const path = `${JOBS}/query/${id}/results?maxRecords=250000${locator && `&locator=${locator}`}`;
    const { headers, body } = await org.pool.request({ path, method: 'GET', headers: org.headers });
    for await (const _ of body);
    locator = String(headers['sforce-locator']);
  }
  return numberRecordsProcessed;
}

async function send(org: RunningOrg, method: 'POST' | 'PATCH', path: string, body: object): Promise<Job> {
  const headers = { ...org.headers, 'content-type': 'application/json' };
  const { statusCode, body: answer } = await org.pool.request({ path, method, headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (statusCode >= 300) throw new Error(text);
  return JSON.parse(text) as Job;
}

async function finished(org: RunningOrg, path: string): Promise<Job> {
  for (;;) {
    const { body } = await org.pool.request({ path, method: 'GET', headers: org.headers });
    const job = (await body.json()) as Job;
    if (job.state === 'JobComplete') return job;
    if (job.state === 'Failed' || job.state === 'Aborted') throw new Error(`The job ended ${job.state}`);
    await after(50);
  }
}

/** In pieces of a thousand rows, made as they are sent. */
function* csv(first: number, count: number): Generator<string> {
  yield 'Name,Code__c,Title__c,Status__c,Number__c,Amount__c,Date__c,DateTime__c,Flag__c,Email__c,Phone__c,Website__c\n';
  let piece = '';
  for (let number = first; number < first + count; number++) {
    piece += `Row ${number},N${number},"Row number ${number}, made up",Active,${number},${number / 100},2026-05-01,2026-05-01T07:25:37.000Z,${number % 2 === 0},row${number}@big.example,(555) 010-0100,https://big.example/${number}\n`;
    if (number % 1000 !== 999) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
