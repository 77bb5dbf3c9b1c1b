import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'server/src/protocol');

describe('docs/protocol.md', () => {
  const text = readFileSync(join(root, 'docs/protocol.md'), 'utf8');

  for (const file of readdirSync(folder).filter(name => name.endsWith('.ts') && name !== 'message.ts')) {
    it(`names every message of ${file}`, async () => {
      assert(text.includes(`protocol/${file}`), file);
      const exported: Record<string, { method?: string }> = await import(join(folder, file));
      for (const { method } of Object.values(exported)) assert(method && text.includes(`\`${method}\``), method);
    });
  }
});
