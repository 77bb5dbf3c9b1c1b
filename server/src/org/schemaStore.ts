import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Raised when the records change their shape: files of another format count as missing. */
const format = 5;

export interface Stored<Value> {
  readonly value: Value;
  readonly lastModified: string | undefined;
  /** When the org last said that this is current; milliseconds since the epoch. */
  readonly checkedAt: number;
}

/** Cached records as files, one each. Several windows may share the folder, and it may be deleted at any time. */
export interface SchemaStore {
  /** Undefined where there is no such record, or none of this format. */
  read<Value>(name: string): Promise<Stored<Value> | undefined>;
  write<Value>(name: string, record: Omit<Stored<Value>, 'checkedAt'>): Promise<void>;
  /** Notes that the record is current as of now. */
  touch(name: string): Promise<void>;
}

export function schemaStore(folder: string): SchemaStore {
  // Lower case, because some file systems see no difference.
  const fileOf = (name: string) => join(folder, `${name.toLowerCase()}.json`);
  return {
    async read<Value>(name: string) {
      try {
        const file = fileOf(name);
        const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
        const stored = JSON.parse(text);
        if (stored.format !== format) return undefined;
        return { value: stored.value as Value, lastModified: stored.lastModified, checkedAt: mtimeMs };
      } catch {
        return undefined;
      }
    },
    async write(name, { value, lastModified }) {
      await mkdir(folder, { recursive: true });
      await replaceFile(fileOf(name), JSON.stringify({ format, lastModified, value }));
    },
    async touch(name) {
      const now = new Date();
      await utimes(fileOf(name), now, now);
    },
  };
}

/** Writes beside the file and renames: a reader sees the old text or the new one, never half of it. */
async function replaceFile(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
