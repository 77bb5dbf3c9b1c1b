import fs from 'node:fs';
import path from 'node:path';
import { build } from './bundles.mjs';
import { ROOT } from './node24.mjs';

const SETTLE_MS = 50; // editors write a file in several steps

/** Builds now and after each change of a source file, until the process ends. */
export function watch() {
  let timer;
  let running = rebuild();
  for (const folder of ['client/src', 'server/src']) {
    fs.watch(path.join(ROOT, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(rebuild);
      }, SETTLE_MS);
    });
  }
}

/** The two lines that .vscode/tasks.json waits for stand around each build. */
async function rebuild() {
  console.log('[watch] build started');
  const good = await build().catch(error => console.error(error.message));
  console.log(`[watch] build finished${good ? '' : ' with errors'}`);
}
