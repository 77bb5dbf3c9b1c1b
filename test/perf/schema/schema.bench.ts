// npm run bench:schema    The schema cache on an org of 3,000 made-up objects, one of them with 800 fields.
// Goals: first completion of a cold file within three calls; warm start to first completion under 150 ms of our own
// time; under 25 MB per 1,000 described objects in memory.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { timersOf } from '../../../server/src/base/timers.ts';
import { syntheticObjects } from '../../../server/src/localOrg/schema/synthetic/objects.ts';
import { SchemaCache } from '../../../server/src/org/schemaCache.ts';
import { schemaStore } from '../../../server/src/org/schemaStore.ts';
import { createTransport } from '../../../server/src/salesforce/transport/transport.ts';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';
import { LanguageServer } from '../languageServer.ts';

const OBJECTS = 3_000;
const DESCRIBED = 1_000;

const module = path.join(import.meta.dirname, '../../../dist/server.cjs');
const silent = () => undefined;
const log = { error: silent, warn: silent, info: silent, trace: silent };

console.log(`The schema cache, on an org of ${OBJECTS} objects`);
const org = await startLocalOrg({ profile: 'sample', args: ['--objects', String(OBJECTS)] });
const cacheDir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-schema-'));
try {
  const names = await objectNames(org);
  const wide = syntheticObjects(OBJECTS).find(({ fields }) => fields.length >= 800)!;
  await start('cold start', `SELECT  FROM ${wide.name}`);
  for (let round = 0; round < 3; round++) await start('warm start', `SELECT  FROM ${wide.name}`);
  await start('warm start, a second object', `SELECT Id FROM ${wide.name};\nSELECT  FROM ${names.at(-1)}`);
  await memory(names.slice(0, DESCRIBED));
} finally {
  await org.stop();
  fs.rmSync(cacheDir, { recursive: true, force: true });
}

/**
 * From the moment that a file is opened until completion behind its last SELECT offers the fields. Other work on this
 * machine counts in the time, not in the processor time, in which all threads of the server count.
 */
async function start(what: string, text: string): Promise<void> {
  const before = (await calls()).length;
  const server = await LanguageServer.start({ module, schema: { org: org as LocalOrg, cacheDir } });
  const used = server.processorMs();
  const opened = performance.now();
  await server.open(text);
  const caret = text.lastIndexOf('SELECT ') + 'SELECT '.length;
  let list = await server.complete(caret);
  while (list.isIncomplete && !list.items.some(({ label }) => label === 'Id')) list = await server.complete(caret);
  const ms = performance.now() - opened;
  const ownMs = server.processorMs() - used;
  const made = (await calls()).slice(before);
  console.log(
    `  ${what}: ${list.items.length} items after ${Math.round(ms)} ms, of which the server worked ${ownMs} ms ` +
      `(it was up after ${Math.round(server.startMs)} ms), ` +
      `calls: ${made.length} ${made.join(', ')}`,
  );
  await server.stop();
}

/** What 1,000 described objects take in memory, read from disk as after a start, and on the disk. */
async function memory(names: readonly string[]): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const folder = path.join(cacheDir, 'memory');
  const askedMs = await describeAll(folder, names);
  // What has ended is collected in a turn of its own.
  await new Promise(setImmediate);
  collect();
  const before = process.memoryUsage().heapUsed;
  const second = open(folder);
  const read = performance.now();
  await second.cache.objects();
  collect();
  const list = process.memoryUsage().heapUsed - before;
  await Promise.all(names.map(name => second.cache.describe(name)));
  const readMs = performance.now() - read;
  collect();
  const objects = process.memoryUsage().heapUsed - before - list;
  const disk = fs.readdirSync(folder).map(file => fs.statSync(path.join(folder, file)).size);
  const fields = [...second.cache.snapshot.described].reduce((sum, object) => sum + object.fields.length, 0);
  await second.close();
  console.log(
    `  ${names.length} objects with ${fields} fields: ${mb(objects)} in memory, and ${mb(list)} for the list`,
  );
  console.log(`  on the disk: ${mb(disk.reduce((sum, size) => sum + size, 0))}`);
  console.log(`  described in ${Math.round(askedMs)} ms, read again from the disk in ${Math.round(readMs)} ms`);
}

async function describeAll(folder: string, names: readonly string[]): Promise<number> {
  const { cache, close } = open(folder);
  const asked = performance.now();
  await Promise.all(names.map(name => cache.describe(name)));
  await close();
  return performance.now() - asked;
}

function open(folder: string) {
  const transport = createTransport({
    tokens: { get: async () => ({ accessToken: org.accessToken, instanceUrl: org.origin }) },
    clientName: 'Bench',
  });
  const cache = new SchemaCache({
    transport,
    apiVersion: async () => '67.0',
    store: () => schemaStore(folder),
    currentForMs: 60 * 60_000,
    timers: timersOf(globalThis),
    log,
    onChange: silent,
  });
  const close = async () => {
    await cache.saved();
    await transport.close();
  };
  return { cache, close };
}

async function objectNames(of: LocalOrg): Promise<string[]> {
  const { sobjects } = (await (await of.api('sobjects')).json()) as { sobjects: readonly { name: string }[] };
  return sobjects.map(({ name }) => name);
}

/** The API calls that the org has seen. */
async function calls(): Promise<string[]> {
  const seen = await org.log();
  return seen.map(({ path: address }) => address).filter(address => address.startsWith('/services/data'));
}

function mb(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
