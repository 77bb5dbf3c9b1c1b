// npm run check: everything that can be known without starting anything, in parallel. Details only of what failed.
import { runUnderNode24 } from './node24.mjs';

await runUnderNode24(import.meta);
const { bundleNeutral } = await import('./bundles.mjs');
const { staleGenerated } = await import('./generated.mjs');
const { runTool } = await import('./processes.mjs');
const { runSuite } = await import('../test/harness/suites.ts');

const CHECKS = {
  types: () => tool('typescript/bin/tsc', '-b'),
  'lint and layers': () => tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings'),
  'generated files': async () => staleGenerated().join('\n'),
  'soql/ on no platform': async () => (await bundleNeutral()).join('\n'),
  'unit tests': () => suite('unit'),
  'rules of the project': () => suite('rules'),
};

let failed = false;
await Promise.all(
  Object.entries(CHECKS).map(async ([name, check]) => {
    const start = performance.now();
    const problems = await check();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(
      `${problems === '' ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)${problems === '' ? '' : `\n${problems}\n`}`,
    );
    if (problems !== '') failed = true;
  }),
);
process.exitCode = failed ? 1 : 0;

/** What the tool printed if it failed, else nothing. */
async function tool(name, ...args) {
  const { code, output } = await runTool(name, args);
  return code === 0 ? '' : output || `exit code ${code}`;
}

async function suite(name) {
  const outcome = await runSuite(name);
  return outcome?.problems.join('\n\n') ?? '';
}
