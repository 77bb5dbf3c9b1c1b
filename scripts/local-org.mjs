// npm run local-org [-- OPTIONS]    "--help" lists the options.
import path from 'node:path';
import { ROOT, runUnderNode24 } from './node24.mjs';

await runUnderNode24(import.meta);
const { build } = await import('./bundles.mjs');
const { ALREADY_RUNNING, whyNotStart } = await import('../test/harness/runningOrg.ts');

// Before the build: it would replace the files that the running org was started from.
const problem = await whyNotStart(process.argv.slice(2));
if (problem !== undefined) {
  console.error(problem);
  process.exitCode = ALREADY_RUNNING;
} else if (await build()) await import(path.join(ROOT, 'dist/localOrg.cjs'));
else process.exitCode = 1;
