import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes the files below the folder that nobody has written or checked for the longest time, until the rest has at most
 * `maxBytes`. What is removed can be asked for again. Other windows may do the same: a file that is gone is no failure.
 */
export async function pruneCache(folder: string, maxBytes: number): Promise<void> {
  const files = (await filesBelow(folder)).sort((a, b) => b.mtimeMs - a.mtimeMs);
  let bytes = 0;
  for (const { path, size } of files) {
    bytes += size;
    if (bytes > maxBytes) await rm(path, { force: true });
  }
}

async function filesBelow(folder: string): Promise<{ path: string; size: number; mtimeMs: number }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const known = await Promise.all(
    files.map(path =>
      stat(path).then(
        ({ size, mtimeMs }) => [{ path, size, mtimeMs }],
        () => [],
      ),
    ),
  );
  return known.flat();
}
