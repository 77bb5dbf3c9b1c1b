// npm run package [-- --verify]
// Makes out/package/: the .vsix, and the npm package of the headless local org. --verify installs both and tries them.
import { runUnderNode24 } from './node24.mjs';

await runUnderNode24(import.meta);
const { build } = await import('./bundles.mjs');
const { packageExtension, packageLocalOrg } = await import('./packages.mjs');
const { runSuites } = await import('../test/harness/suites.ts');

const good = (await build({ production: true })) && (await packageExtension()) && (await packageLocalOrg());
process.exitCode = good && (!process.argv.includes('--verify') || (await runSuites(['package']))) ? 0 : 1;
