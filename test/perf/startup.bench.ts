// The start inside the extension host, in a fresh window each time: activation, and the first completion in the first
// query document, for which the language client is loaded and the server started. Nothing is cached there, the compiled
// code of the server neither: `memory` measures the server with what a second start finds.
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
  ['heapMb', 'heap of the extension host after that', 20, 'MB'],
];

const module = path.join(ROOT, 'out/test/activation.cjs');
await bundleForExtensionHost(`export { run } from './test/perf/activation.ts';`, module);
const resultFile = path.join(tempDir(), 'activation.json');
const rounds: Start[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const problem = await runInExtensionHost(module, { BENCH_RESULT: resultFile });
  if (problem !== undefined) throw new Error(problem);
  rounds.push(JSON.parse(fs.readFileSync(resultFile, 'utf8')));
}
for (const [figure, name, budget, unit] of BUDGETS) {
  const sorted = rounds.map(round => round[figure]).sort((a, b) => a - b);
  const median = sorted[Math.floor(ROUNDS / 2)]!;
  const all = sorted.map(value => value.toFixed(1)).join(', ');
  console.log(
    `${name}: ${median.toFixed(1)} ${unit}, ${Math.round((100 * median) / budget)} % of ${budget}   (${all})`,
  );
}
