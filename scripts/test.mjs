// npm test [-- SUITE ...]    MOCHA_GREP chooses tests by title.
import { runUnderNode24 } from './node24.mjs';

await runUnderNode24(import.meta);
const { build } = await import('./bundles.mjs');
const { runSuites } = await import('../test/harness/suites.ts');

process.exitCode = (await build()) && (await runSuites(process.argv.slice(2))) ? 0 : 1;
