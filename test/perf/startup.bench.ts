// Activation inside the extension host, in a fresh window each time.
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/node24.mjs';
import { bundleForExtensionHost, runInExtensionHost } from '../harness/extensionHost.ts';
import { tempDir } from '../host/tempHome.ts';

const BUDGET_MS = 30;
const ROUNDS = 5;

const module = path.join(ROOT, 'out/test/activation.cjs');
await bundleForExtensionHost(`export { run } from './test/perf/activation.ts';`, module);
const resultFile = path.join(tempDir(), 'activation.json');
const times: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const problem = await runInExtensionHost(module, { BENCH_RESULT: resultFile });
  if (problem !== undefined) throw new Error(problem);
  times.push(JSON.parse(fs.readFileSync(resultFile, 'utf8')).activationMs);
}
const median = times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
const share = Math.round((100 * median) / BUDGET_MS);
console.log(
  `activation: ${median.toFixed(1)} ms, ${share} % of ${BUDGET_MS} ms   (${times.map(t => t.toFixed(1)).join(', ')})`,
);
