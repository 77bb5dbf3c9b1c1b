// npm run bench:bulk    Our bulk loads and queries beside jsforce and the Salesforce CLI, on a size that each of them takes
// in one job, on an org that answers at once. A load counts until the result of each row is known; beside the CLI,
// which fetches no results, until the org has ended the job. The start of the CLI's process counts: its user waits for
// it. Medians of three rounds.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createCli } from '../../sf/cli.ts';
import { ensureCli } from '../../sf/install.ts';
import { openOurs } from './ours.ts';
import { startInstantOrg, writeRows } from './rows.ts';

const ROWS = Number(process.env.PEER_ROWS ?? 200_000);
const ROUNDS = Number(process.env.ROUNDS ?? 3);

await ensureCli();
const folder = await mkdtemp(path.join(tmpdir(), 'bulk-peers-'));
const file = path.join(folder, 'rows.csv');
const results = path.join(folder, 'results.csv');
const size = writeRows(file, ROWS);
writeRows(results, ROWS, { titles: '"sf__Id","sf__Created",', cells: '"001000000000001AAA","true",' });
const { origin, stop } = await startInstantOrg(file, results, String(ROWS));
const ours = await openOurs(file, folder, origin);
const cli = await createCli(folder);
cli.set('SF_ACCESS_TOKEN', '00D000000000001AAA!bench');
await cli.run('org', 'login', 'access-token', '--instance-url', origin, '--no-prompt');
console.log(`${ROWS.toLocaleString()} rows, ${Math.round(size / 1e6)} MB`);

const target = path.join(folder, 'peer.csv');
const ourLoad = await median(() => timed(ours.load));
const ourUpload = await median(() => timed(ours.upload));
const ourQuery = await median(() => timed(ours.query));
report('jsforce', 'load with results', ourLoad, await median(() => jsforce('load', file)));
report('jsforce', 'query', ourQuery, await median(() => jsforce('query', target)));
const importing = ['--file', file, '--sobject', 'Account', '--line-ending', 'LF', '--wait', '5'];
report('sf data import bulk', 'load without results', ourUpload, await median(() => sf('import', ...importing)));
const exporting = ['--query', 'SELECT Id FROM Account', '--output-file', target, '--result-format', 'csv'];
report('sf data export bulk', 'query', ourQuery, await median(() => sf('export', ...exporting, '--wait', '5')));
stop();
await ours.close();
await rm(folder, { recursive: true });

function report(peer: string, what: string, our: number, theirs: number): void {
  const [a, b] = [our, theirs].map(ms => `${(ms / 1000).toFixed(2)} s`);
  console.log(`${what}: ${a}, ${peer} ${b}: ${(theirs / our).toFixed(1)} times as fast (goal 2)`);
}

async function median(work: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await work());
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function jsforce(what: 'load' | 'query', file: string): Promise<number> {
  const script = path.join(import.meta.dirname, 'jsforcePeer.ts');
  return Number(execFileSync(process.execPath, [script, origin, what, file]));
}

function sf(what: 'import' | 'export', ...args: readonly string[]): Promise<number> {
  return timed(() => cli.run('data', what, 'bulk', ...args, '--target-org', 'bench@workbench.example'));
}
