// npm start: VS Code with the extension, on a copy of the sample workspace, beside a running local org.
import { runUnderNode24 } from './node24.mjs';

await runUnderNode24(import.meta);
const { build } = await import('./bundles.mjs');
const { start } = await import('../test/harness/start.ts');

try {
  process.exitCode = (await build()) ? await start() : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
