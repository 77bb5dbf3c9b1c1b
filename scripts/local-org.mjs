// npm run local-org [-- OPTIONS]    "--help" lists the options.
import path from 'node:path';
import { ROOT, runUnderNode24 } from './node24.mjs';

await runUnderNode24(import.meta);
const { build } = await import('./bundles.mjs');

if (await build()) await import(path.join(ROOT, 'dist/localOrg.cjs'));
else process.exitCode = 1;
