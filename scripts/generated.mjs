// Files that are committed, but written by a script: `npm run generate`. `npm run check` fails when one is stale.
import fs from 'node:fs';
import path from 'node:path';
import { commandDocs } from './commandDocs.mjs';
import { biomeLayers } from './layers.mjs';
import { ROOT } from './node24.mjs';
import { wasmModule } from './wasm.mjs';

const FILES = {
  '.biome.layers.json': biomeLayers,
  'docs/commands.md': commandDocs,
  'server/src/runs/bulk/csv/scan/scanModule.ts': () => wasmModule('server/src/runs/bulk/csv/scan/scan.wat'),
  'server/src/runs/store/scan/bracketsModule.ts': () => wasmModule('server/src/runs/store/scan/brackets.wat'),
};

export function writeGenerated() {
  for (const [file, text] of Object.entries(FILES)) fs.writeFileSync(path.join(ROOT, file), text());
}

/** @returns {string[]} what is wrong, one line each */
export function staleGenerated() {
  try {
    return Object.entries(FILES)
      .filter(([file, text]) => read(file) !== text())
      .map(([file]) => `${file} is stale: run "npm run generate" and commit it.`);
  } catch (error) {
    return [error.message];
  }
}

function read(file) {
  const full = path.join(ROOT, file);
  return fs.existsSync(full) ? fs.readFileSync(full, 'utf8') : undefined;
}
