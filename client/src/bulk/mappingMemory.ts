// How files were loaded the last time, by their header: the next one with the same columns is mapped at once. No
// 'vscode' here.
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { type MappingFile, mappingText, parseMapping } from './mappingFile.ts';

export interface MappingMemory {
  /** The mapping that a file with that header was loaded by; `file` in it is the one of then. */
  recall(header: readonly string[]): Promise<MappingFile | undefined>;
  remember(header: readonly string[], mapping: MappingFile): Promise<void>;
}

const MOST = 100;

export function createMappingMemory(dir: string): MappingMemory {
  const fileOf = (header: readonly string[]) => path.join(dir, `${fingerprint(header)}.json`);
  return {
    async recall(header) {
      const text = await fs.readFile(fileOf(header), 'utf8').catch(() => '');
      const mapping = parseMapping(text);
      return 'wrong' in mapping ? undefined : mapping;
    },
    async remember(header, mapping) {
      await fs.mkdir(dir, { recursive: true, mode: 0o700 });
      // Constants may be nobody else's business.
      await fs.writeFile(fileOf(header), mappingText(mapping), { mode: 0o600 });
      await forgetOldest(dir);
    },
  };
}

/** Files with bad or failed rows have columns of ours in front: they are mapped as the file that they come from. */
function fingerprint(header: readonly string[]): string {
  const titles = header.filter(title => !/^sf__/i.test(title));
  return createHash('sha256').update(JSON.stringify(titles)).digest('hex');
}

async function forgetOldest(dir: string): Promise<void> {
  const names = await fs.readdir(dir);
  if (names.length <= MOST) return;
  const files = names.map(name => path.join(dir, name));
  const times = await Promise.all(files.map(async file => ({ file, at: (await fs.stat(file)).mtimeMs })));
  const oldest = times.sort((a, b) => a.at - b.at).slice(0, names.length - MOST);
  await Promise.all(oldest.map(({ file }) => fs.rm(file, { force: true })));
}
