// npm run build [-- --production]    npm run watch
import { runUnderNode24 } from './node24.mjs';

await runUnderNode24(import.meta);

if (process.argv.includes('--watch')) {
  const { watch } = await import('./watch.mjs');
  watch();
} else {
  const { build } = await import('./bundles.mjs');
  if (!(await build({ production: process.argv.includes('--production') }))) process.exitCode = 1;
}
