import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces a file so that it survives a loss of power: when this resolves, the new text is on the disk, and at each
 * moment before that the old one is.
 */
export async function writeDurably(file: string, text: string): Promise<void> {
  const next = `${file}.next`;
  {
    await using handle = await open(next, 'w', 0o600);
    await handle.writeFile(text);
    await handle.sync();
  }
  await rename(next, file);
  // Windows has no such thing for folders; NTFS keeps a journal of renames.
  if (process.platform === 'win32') return;
  await using folder = await open(dirname(file), 'r');
  await folder.sync();
}

/** Lets many callers save one growing state: each waits for a write that began after its change. */
export function saverOf(write: () => Promise<void>): () => Promise<void> {
  let writing: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = () => {
    next = undefined;
    writing = write().finally(() => {
      writing = undefined;
    });
    return writing;
  };
  return () => {
    if (!writing) return start();
    // A write that fails tells those who wait for it; the next one is another try.
    next ??= writing.catch(() => undefined).then(start);
    return next;
  };
}
