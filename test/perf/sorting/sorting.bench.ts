// npm run bench -- sorting: completion over stdio while the server sorts a million rows, beside the same with nothing else
// to do. Goal: the time that 95 of 100 stay below at most doubles. BENCH_ROWS (1,000,000) and BENCH_REQUESTS (300) choose
// how much is measured.
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { serverProcess } from '../../../client/src/languageClient/serverProcess.ts';
import { ROOT } from '../../../scripts/node24.mjs';
import { arrangeRun, rowWindow, startRun } from '../../../server/src/protocol/runs.ts';
import { describeObject } from '../../../server/src/protocol/schema.ts';
import { tempDir } from '../../host/tempHome.ts';
import { LanguageServer, ORG_KEY } from '../languageServer.ts';
import { serveLargeOrg, WIDE } from '../largeOrg.ts';
import { percentile } from '../percentile.ts';

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 300);
const WARM_UP = 100;
const TEXT = `SELECT Id, Name, Field_1__c FROM ${WIDE} WHERE Fie`;

const org = await serveLargeOrg(1300, ROWS);
const cacheDir = path.join(tempDir(), 'schema');
const server = await LanguageServer.start({
  module: path.join(ROOT, 'dist/server.cjs'),
  schema: { org, cacheDir },
  ...serverProcess(cacheDir),
});
await server.request(describeObject, { org: ORG_KEY, object: WIDE });
await server.open(`SELECT Id, Name, Field_1__c FROM ${WIDE}`);
const run = await fetchAll();
await server.open(TEXT);
for (let n = 0; n < WARM_UP; n++) await complete();
const idle = await times(REQUESTS, () => true);
const { sorting, sorts } = await whileSorting();
await server.stop();
org.stop();

console.log(`Completion over stdio with ${ROWS.toLocaleString('en-US')} rows in the server, in ms (p50 / p95):`);
console.log(`  nothing else to do     ${show(idle)}`);
console.log(`  while they are sorted  ${show(sorting)}   (${sorting.length} requests during ${sorts} sorts)`);
console.log(`  p95, times as long     ${(percentile(sorting, 95) / percentile(idle, 95)).toFixed(2)}`);

/** Runs the query of the open document; resolves when its last row is there. */
async function fetchAll(): Promise<string> {
  const { run } = await server.request(startRun, { org: ORG_KEY, uri: server.uri, offset: 0 });
  const last = { run, start: ROWS - 1, end: ROWS };
  while ((await server.request(rowWindow, last)).rows.length === 0) await pause(200);
  return run;
}

async function whileSorting(): Promise<{ sorting: number[]; sorts: number }> {
  const sorting: number[] = [];
  let sorts = 0;
  for (; sorting.length < REQUESTS && sorts < 50; sorts++) {
    let isSorting = true;
    const column = sorts % 2 === 0 ? 'Name' : 'Field_1__c';
    const sorted = server.request(arrangeRun, { run, sort: { column, descending: sorts % 4 > 1 } }).then(() => {
      isSorting = false;
    });
    sorting.push(...(await times(REQUESTS, () => isSorting)));
    await sorted;
  }
  return { sorting, sorts };
}

async function times(most: number, goesOn: () => boolean): Promise<number[]> {
  const all: number[] = [];
  while (all.length < most && goesOn()) all.push(await complete());
  return all;
}

async function complete(): Promise<number> {
  const start = performance.now();
  await server.complete(TEXT.length);
  return performance.now() - start;
}

function show(values: readonly number[]): string {
  return `${percentile(values, 50).toFixed(2)} / ${percentile(values, 95).toFixed(2)}`;
}
