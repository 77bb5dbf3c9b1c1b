import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where this process keeps the rows of its results. */
export const resultsFolder = (parent: string): string => join(parent, String(process.pid));

/** Removes what processes left behind that did not end by themselves. Never throws: it is tried again at the next start. */
export async function sweepResults(parent: string): Promise<void> {
  const folders = await readdir(parent).catch(() => []);
  const abandoned = folders.filter(name => /^\d+$/.test(name) && !isAlive(Number(name)));
  await Promise.allSettled(abandoned.map(name => rm(join(parent, name), { recursive: true, force: true })));
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else is alive too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
