// WebAssembly from its text format. The compiled module is committed as text of TypeScript: what runs the sources and
// what bundles them need no other kind of file, and no compiler.
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './node24.mjs';

const { default: loadWabt } = await import('wabt');
const wabt = await loadWabt();

/** @param {string} source path of the .wat file, which gets what all of them need in front of it */
export function wasmModule(source) {
  const [blocks, scanner] = ['server/src/runs/scan/blocks.wat', source].map(read);
  const parsed = wabt.parseWat(source, `(module ${blocks}\n${scanner})`, { simd: true });
  parsed.validate();
  const { buffer } = parsed.toBinary({});
  parsed.destroy();
  const base64 = Buffer.from(buffer).toString('base64');
  return `// Of ${path.basename(source)}, by \`npm run generate\`.\nexport const scanModule =\n  '${base64}';\n`;
}

const read = file => fs.readFileSync(path.join(ROOT, file), 'utf8');
