// The start inside the extension host: activation, and the first completion in the first query document, for which the
// language client is loaded and the server started. First in fresh windows, where nothing is cached, the compiled code
// of the server neither; then in windows that were open before. No org is connected: `memory` measures the server with
// one.
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/node24.mjs';
import { bundleForExtensionHost, runInExtensionHost } from '../harness/extensionHost.ts';
import { tempDir } from '../host/tempHome.ts';
import type { Start } from './activation.ts';

const ROUNDS = 5;
const BUDGETS: readonly [figure: keyof Start, name: string, budget: number, unit: string][] = [
  ['activationMs', 'activation', 30, 'ms'],
  ['firstCompletionMs', 'first completion after a query is opened', 700, 'ms'],
  ['floorMs', 'of which VS Code takes for a provider with nothing to load', 700, 'ms'],
  ['heapMb', 'heap of the extension host after that', 20, 'MB'],
];

const module = path.join(ROOT, 'out/test/activation.cjs');
await bundleForExtensionHost(`export { run } from './test/perf/activation.ts';`, module);
const resultFile = path.join(tempDir(), 'activation.json');
await report('fresh window', () => tempDir());
const home = tempDir();
await startIn(home);
await report('window opened again', () => home);

async function report(window: string, homeOf: () => string): Promise<void> {
  const rounds: Start[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await startIn(homeOf()));
  for (const [figure, name, budget, unit] of BUDGETS) {
    const sorted = rounds.map(round => round[figure]).sort((a, b) => a - b);
    const median = sorted[Math.floor(ROUNDS / 2)]!;
    const share = Math.round((100 * median) / budget);
    const all = sorted.map(value => value.toFixed(1)).join(', ');
    console.log(`${window}, ${name}: ${median.toFixed(1)} ${unit}, ${share} % of ${budget}   (${all})`);
  }
}

async function startIn(home: string): Promise<Start> {
  const problem = await runInExtensionHost(module, { BENCH_RESULT: resultFile }, home);
  if (problem !== undefined) throw new Error(problem);
  return JSON.parse(fs.readFileSync(resultFile, 'utf8'));
}
