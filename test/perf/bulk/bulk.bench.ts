// What the client's side of a bulk load and of a bulk query costs, beside the least that is possible: the same bytes
// sent by undici, or taken to the disk. ROWS=1000000 by default; the figures are medians of five rounds, ratios those
// of the two in the same round.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, openSync, statSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { request } from 'undici';
import { timersOf } from '../../../server/src/base/timers.ts';
import { BulkJobs } from '../../../server/src/runs/bulk/bulkJobs.ts';
import { checkFile } from '../../../server/src/runs/bulk/check/checkFile.ts';
import { sniffFile } from '../../../server/src/runs/bulk/csv/readCsv.ts';
import { writeDurably } from '../../../server/src/runs/bulk/durable.ts';
import { Load } from '../../../server/src/runs/bulk/load/load.ts';
import { newLoad } from '../../../server/src/runs/bulk/load/newLoad.ts';
import { createTransport } from '../../../server/src/salesforce/transport/transport.ts';
import { loadField } from '../../harness/loadField.ts';

const ROWS = Number(process.env.ROWS ?? 1_000_000);
const COLUMNS = 20;
const ROUNDS = 5;

const folder = await mkdtemp(path.join(tmpdir(), 'bulk-bench-'));
const file = path.join(folder, 'rows.csv');
const titles = Array.from({ length: COLUMNS }, (_, column) => `Field_${column}__c`);
writeRows();
const size = statSync(file).size;
const server = spawn(process.execPath, [path.join(import.meta.dirname, 'instantOrg.ts'), file], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const origin = `http://127.0.0.1:${await firstLine(server)}`;
const transport = createTransport({
  tokens: { get: async () => ({ accessToken: 'x', instanceUrl: origin }) },
  clientName: 'Bench',
});
const jobs = new BulkJobs({
  jobsDir: path.join(folder, 'jobs'),
  org: async () => ({ transport, apiVersion: '67.0' }),
  timers: timersOf(globalThis),
  onStatus: () => undefined,
});
const columns = Object.fromEntries(titles.map(title => [title, title]));
const mapping = { object: 'Account', operation: 'insert', columns } as const;
const megabytes = size / 1e6;
console.log(`${ROWS.toLocaleString()} rows, ${Math.round(megabytes)} MB`);

/** The load whose upload was measured last. */
let running: Promise<void> = Promise.resolve();
let peak = 0;
const before = process.memoryUsage().rss;
const sampler = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 20);

const times = { floorPut: [], upload: [], check: [], both: [], floorGet: [], query: [] } as Record<string, number[]>;
for (let round = 0; round < ROUNDS; round++) {
  await measure('floorPut', floorPut);
  await measure('upload', upload);
  await measure('check', check);
  await measure('both', () => Promise.all([check(), upload()]));
  await measure('floorGet', floorGet);
  await measure('query', query);
}
clearInterval(sampler);

const medianOf = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const median = (name: string) => medianOf(times[name]!);
/** Of what one takes to what the other takes, or the slower of others, in the same round. */
const ratio = (name: string, ...others: readonly string[]) =>
  medianOf(times[name]!.map((ms, round) => ms / Math.max(...others.map(other => times[other]![round]!)))).toFixed(2);
console.log(`upload: ${seconds('upload')}, ${ratio('upload', 'floorPut')} times the floor (goal 1.3)`);
console.log(`check: ${seconds('check')}, ${(megabytes / (median('check') / 1000)).toFixed(0)} MB/s (goal 60)`);
console.log(`both at once: ${seconds('both')}, ${ratio('both', 'upload', 'check')} times the slower (goal 1.2)`);
console.log(`query: ${seconds('query')}, ${ratio('query', 'floorGet')} times the floor (goal 1.2)`);
console.log(`memory: ${Math.round((peak - before) / 1e6)} MB more at most (goal 80), floor included`);
server.kill();
await transport.close();
await rm(folder, { recursive: true });

function seconds(name: string): string {
  return `${(median(name) / 1000).toFixed(2)} s`;
}

async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  await work();
  times[name]!.push(performance.now() - start);
  await running;
}

/** Until the last job is closed: what comes after it, such as the join of results, is told apart. */
async function upload(): Promise<void> {
  const request = { org: 'org', file, mapping, threshold: 0, jobBytes: 90_000_000, jsonTypes: {} };
  const state = await newLoad(request);
  const closed = Promise.withResolvers<void>();
  const onProgress = () => {
    const isClosed = ({ step }: (typeof state.parts)[number]) =>
      step === 'closed' || step === 'ended' || step === 'collected';
    if (state.split && state.parts.every(isClosed)) closed.resolve();
  };
  const jobFolder = await mkdtemp(path.join(folder, 'job-'));
  const write = () => writeDurably(path.join(jobFolder, 'job.json'), JSON.stringify(state));
  const timers = timersOf(globalThis);
  const load = new Load(state, { folder: jobFolder, write, timers, onProgress });
  running = load.run({ transport, apiVersion: '67.0' });
  await Promise.race([closed.promise, running]);
  load.stop();
  if (state.error) throw new Error(state.error.message);
}

async function check(): Promise<void> {
  const { format, header } = await sniffFile(file);
  const fields = titles.map((name, index) => loadField(name, index % 5 === 0 ? 'double' : 'string', { length: 255 }));
  const object = { name: 'Account', fields };
  const badRowsFile = path.join(folder, 'bad.csv');
  const report = await checkFile(
    { file, csv: format, header, mapping, object, parents: [], badRowsFile },
    () => undefined,
    new AbortController().signal,
  );
  if (report.rows !== ROWS || report.badRows > 0) throw new Error(JSON.stringify(report));
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

async function query(): Promise<void> {
  const request = { org: 'org', soql: 'SELECT', object: 'Account', operation: 'query', fileFormat: 'csv' } as const;
  const csv = { guardFormulas: false, delimiter: ',', byteOrderMark: false } as const;
  const chosen = { csv, why: 'asked', threshold: 0 } as const;
  const { id } = await jobs.export({ ...request, ...chosen, file: path.join(folder, 'query.csv') });
  await jobs.ended(id);
  if (statSync(path.join(folder, 'query.csv')).size !== size) throw new Error('The file is not what the org sent.');
}

function writeRows(): void {
  const out = openSync(file, 'w');
  let text = `${titles.join(',')}\n`;
  for (let row = 0; row < ROWS; row++) {
    const cells = titles.map((_, column) =>
      column === 3
        ? `"Street ${row}, no ""${column}"""`
        : column % 5 === 0
          ? `${row * column}.5`
          : `v${row % 1000}x${column}`,
    );
    text += `${cells.join(',')}\n`;
    if (text.length < 1 << 20 && row < ROWS - 1) continue;
    writeSync(out, text);
    text = '';
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  return line;
}
