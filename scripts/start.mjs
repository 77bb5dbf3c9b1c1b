// npm start: VS Code with the extension, on a copy of the sample workspace, beside a running local org.
import { runUnderNode24 } from './node24.mjs';

await runUnderNode24(import.meta);
const { build } = await import('./bundles.mjs');
const { step } = await import('./step.mjs');
const { start, whyNotStart } = await import('../test/harness/start.ts');
const { ALREADY_RUNNING } = await import('../test/harness/runningOrg.ts');

try {
  // Before the build: it would replace the files that the first one runs from.
  const problem = await whyNotStart();
  if (problem === undefined) {
    const isBuilt = await step('Building the extension', build, { quietForMs: 3_000 });
    process.exitCode = isBuilt ? await start() : 1;
  } else {
    console.error(problem);
    process.exitCode = ALREADY_RUNNING;
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
