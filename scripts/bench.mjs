// npm run bench [-- NAME ...]    Without a name: every test/perf/*.bench.ts. Those in folders run when they are named.
import fs from 'node:fs';
import path from 'node:path';
import { ROOT, runUnderNode24 } from './node24.mjs';

await runUnderNode24(import.meta);
const { build } = await import('./bundles.mjs');

if (!(await build({ production: true }))) process.exit(1);
const names = process.argv.slice(2);
const patterns = names.length > 0 ? names.map(name => `test/perf/{,*/}${name}.bench.ts`) : ['test/perf/*.bench.ts'];
for (const pattern of patterns) {
  const files = fs.globSync(pattern, { cwd: ROOT }).sort();
  if (files.length === 0) console.error(`There is no ${pattern}.`);
  for (const file of files) await import(path.join(ROOT, file));
}
