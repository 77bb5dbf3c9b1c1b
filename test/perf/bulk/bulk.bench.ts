// npm run bench:bulk    What our side of a bulk load and of a bulk query costs, beside the least that is possible: the
// same bytes sent by undici, or taken to the disk. Figures are medians of five rounds, ratios those of the two in the
// same round. ROWS=12000000 takes a file of 2 GB, ROUNDS=1 does everything once.
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { request } from 'undici';
import { openOurs } from './ours.ts';
import { startInstantOrg, writeRows } from './rows.ts';

const ROWS = Number(process.env.ROWS ?? 1_000_000);
const ROUNDS = Number(process.env.ROUNDS ?? 5);

const folder = await mkdtemp(path.join(tmpdir(), 'bulk-bench-'));
const file = path.join(folder, 'rows.csv');
const size = writeRows(file, ROWS);
const megabytes = size / 1e6;
const { origin, stop } = await startInstantOrg(file);
const ours = await openOurs(file, folder, origin);
console.log(`${ROWS.toLocaleString()} rows, ${Math.round(megabytes)} MB`);

const times = { floorPut: [], upload: [], check: [], both: [], floorGet: [], query: [] } as Record<string, number[]>;
for (let round = 0; round < ROUNDS; round++) {
  await measure('floorPut', floorPut);
  await measure('upload', ours.upload);
  await measure('check', check);
  await measure('both', () => Promise.all([check(), ours.upload()]));
  await measure('floorGet', floorGet);
  await measure('query', query);
  await measure('guarded', () => ours.query('csv', true));
  for (const format of ['json', 'ndjson', 'xlsx'] as const) await measure(format, () => ours.query(format));
}
// As the client starts the server.
const asServer = ['--max-semi-space-size=8', '--heap-growing-percent=20'];
const memory = [...asServer, path.join(import.meta.dirname, 'memory.ts'), file, folder, origin];
const grown = execFileSync(process.execPath, memory);

console.log(`upload: ${seconds('upload')}, ${ratio('upload', 'floorPut')} times the floor (goal 1.3)`);
console.log(`check: ${seconds('check')}, ${(megabytes / (median(times.check!) / 1000)).toFixed(0)} MB/s (goal 60)`);
console.log(`both at once: ${seconds('both')}, ${ratio('both', 'upload', 'check')} times the slower (goal 1.2)`);
console.log(`query: ${seconds('query')}, ${ratio('query', 'floorGet')} times the floor (goal 1.2)`);
for (const name of ['guarded', 'json', 'ndjson', 'xlsx'])
  console.log(
    `query as ${name === 'guarded' ? 'guarded csv' : name}: ${seconds(name)}, ${ratio(name, 'floorGet')} times the floor`,
  );
console.log(`memory: ${Number(grown).toFixed(0)} MB more at most (goal 80)`);
stop();
await ours.close();
await rm(folder, { recursive: true });

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function seconds(name: string): string {
  return `${(median(times[name]!) / 1000).toFixed(2)} s`;
}

/** What one takes to what the other takes, or the slower of the others. */
function ratio(name: string, ...others: readonly string[]): string {
  const ratios = times[name]!.map((ms, round) => ms / Math.max(...others.map(other => times[other]![round]!)));
  return median(ratios).toFixed(2);
}

async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  await work();
  times[name] ??= [];
  times[name].push(performance.now() - start);
}

async function check(): Promise<void> {
  if ((await ours.check()) !== ROWS) throw new Error('Rows are missing.');
}

async function query(): Promise<void> {
  if ((await ours.query()) !== size) throw new Error('The file is not what the org sent.');
}

/** The same bytes in as many requests, two at once. */
async function floorPut(): Promise<void> {
  const middle = Math.floor(size / 2);
  const put = async (start: number, end: number) => {
    const body = createReadStream(file, { start, end: end - 1, highWaterMark: 1 << 20 });
    const headers = { 'content-type': 'text/csv', 'content-length': String(end - start) };
    await (await request(`${origin}/x`, { method: 'PUT', headers, body })).body.dump();
  };
  await Promise.all([put(0, middle), put(middle, size)]);
}

async function floorGet(): Promise<void> {
  const { body } = await request(`${origin}/results`);
  await pipeline(body, createWriteStream(path.join(folder, 'floor.csv')));
}
