// npm run bench -- cancel: how long after a cancel the local org sees the socket of the page closed that is on its way, by
// the org's own log, and whether it is asked for anything later. Goal: 200 ms. BENCH_ROUNDS (40) says how often.
import { setTimeout as pause } from 'node:timers/promises';
import { cancelRun, closeRun, runProgress, startRun } from '../../../server/src/protocol/runs.ts';
import { startLocalOrg } from '../../harness/localOrg.ts';
import { TestServer } from '../../lsp/harness/server.ts';
import { percentile } from '../percentile.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 40);
const GOAL_MS = 200;

const org = await startLocalOrg();
const server = await TestServer.start({ org });
// The second page takes longer than anybody waits.
await org.fault({ fault: 'slowBody', path: '/services/data/*/query/*', bytesPerSecond: 1000, times: 'always' });
const uri = await server.open('SELECT Id, Name, Notes__c FROM BigTable__c');
const queries = async () => (await org.log()).filter(({ path }) => path.includes('/query'));

const closedAfter: number[] = [];
let later = 0;
for (let round = 0; round < ROUNDS; round++) {
  const before = (await queries()).length;
  const firstPage = server.next(runProgress, ({ rows }) => rows > 0);
  const { run } = await server.request(startRun, { org: server.orgKey, uri, offset: 0 });
  await firstPage;
  // Somewhere in the middle of the second page.
  await pause(50 + 10 * (round % 10));
  const cancelled = server.next(runProgress, ({ state }) => state === 'cancelled');
  const asked = Date.now();
  await server.request(cancelRun, { run });
  await cancelled;
  let seen = (await queries()).slice(before);
  for (; !seen.at(-1)?.closedEarly; seen = (await queries()).slice(before)) await pause(20);
  const { startedAt, ms } = seen.at(-1)!;
  closedAfter.push(Date.parse(startedAt) + ms - asked);
  await pause(100);
  later += (await queries()).length - before - 2;
  await server.request(closeRun, { run });
}
await server.stop();
await org.stop();

const [p50, p95, most] = [50, 95, 100].map(share => percentile(closedAfter, share).toFixed(0));
console.log(
  `Socket closed after a cancel, in ms, of ${ROUNDS}: p50 ${p50}, p95 ${p95}, at most ${most}; goal ${GOAL_MS}`,
);
console.log(`Requests that came later: ${later}`);
