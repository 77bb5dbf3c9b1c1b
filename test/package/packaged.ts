import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/node24.mjs';

const PACKAGES = path.join(ROOT, 'out/package');

/** The packaged file with that ending. */
export function packaged(ending: string): string {
  const file = fs.readdirSync(PACKAGES).find(name => name.endsWith(ending));
  assert.ok(file, `out/package has no ${ending}: npm run package`);
  return path.join(PACKAGES, file);
}
