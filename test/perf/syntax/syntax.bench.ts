// npm run bench:syntax: our parser beside others, on real queries. A process for each, warmed for the
// same time, measured in turns; medians.
// tree-sitter-sfapex is not here: it is published without WebAssembly and without a build for Linux.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { installPackages } from '../../../scripts/node24.mjs';
import { corpora } from '../../unit/soql/syntax/corpora.ts';
import { CANDIDATES, OURS, PEERS } from './parsers.ts';

/** Processor time for which a parser runs before it is measured: by then its code is compiled and optimised. */
const WARM_MS = 2500;
/** Processor time of one round. */
const ROUND_MS = 400;
const ROUNDS = 7;
const LOADS = 5;
const CONDITIONS = ["= 'some text'", "IN ('a', 'b', 'c')", '> LAST_N_DAYS:30'];

await installPackages(PEERS, { title: 'Installing the other parsers from npm' });
await build({ entryPoints: [CANDIDATES[0]!.entry()], outfile: OURS, bundle: true, minify: true, format: 'esm' });

const real = corpora('realworld').map(row => row.text);
const sets = [
  { name: 'valid queries', texts: corpora('soql-valid').map(row => row.text) },
  { name: 'real-world queries', texts: real },
  { name: 'queries of 8 KB', texts: longQueries() },
];

for (const { name, entry } of CANDIDATES) {
  const loads = [];
  for (let count = 0; count < LOADS; count++) loads.push((await started(name)).load);
  const { raw, gzip } = await bundleSize(entry());
  console.log(`${name}: loads in ${median(loads).toFixed(1)} ms, ${raw} kB minified, ${gzip} kB gzipped`);
}

const workers = await Promise.all(CANDIDATES.map(async ({ name }) => (await started(name, true)).worker));
for (const set of sets) {
  const rates: number[][] = CANDIDATES.map(() => []);
  const accepted: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, worker] of workers.entries()) {
      worker.send({ texts: set.texts, ms: round === 0 ? WARM_MS : ROUND_MS });
      const [answer] = await once(worker, 'message');
      accepted[index] = answer.accepted;
      if (round > 0) rates[index]!.push(answer.rate);
    }
  }
  console.log(`\n${set.texts.length} ${set.name}`);
  const ours = median(rates[0]!);
  for (const [index, { name }] of CANDIDATES.entries()) {
    const rate = median(rates[index]!);
    const factor = index === 0 ? '' : `, ours is ${(ours / rate).toFixed(1)} times as fast`;
    console.log(
      `  ${name}: ${Math.round(rate)} queries per second of processor time, accepts ${accepted[index]}${factor}`,
    );
  }
}
for (const worker of workers) worker.kill();

/** A process with a parser in it; kept only if asked. */
async function started(name: string, keep = false): Promise<{ worker: ChildProcess; load: number }> {
  const worker = fork(path.join(import.meta.dirname, 'worker.ts'), [name], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const [{ load }] = await once(worker, 'message');
  if (!keep) worker.kill();
  return { worker, load };
}

async function bundleSize(entry: string): Promise<{ raw: number; gzip: number }> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    write: false,
    logLevel: 'silent',
  });
  const code = outputFiles[0]!.contents;
  return { raw: Math.round(code.length / 1000), gzip: Math.round(gzipSync(code).length / 1000) };
}

/** Long queries made of real fields and conditions. */
function longQueries(): string[] {
  const fields = [...new Set(real.flatMap(text => text.match(/\b\w+__[cr](?:\.\w+)*/g) ?? []))];
  return Array.from({ length: 40 }, (_, number) => {
    const from = (number * 37) % (fields.length - 250);
    const list = fields.slice(from, from + 180).join(', ');
    const conditions = fields.slice(from, from + 90).map((field, index) => `${field} ${CONDITIONS[index % 3]}`);
    return `SELECT Id, ${list} FROM Account WHERE ${conditions.join(' AND ')} ORDER BY Name LIMIT 100`;
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
