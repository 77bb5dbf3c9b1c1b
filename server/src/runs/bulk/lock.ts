import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Takes a folder for this process: windows share the folders of jobs, and only one may work on a job. The lock is
 * SQLite's, which the system gives back by itself when the process ends, however it ends. Undefined where another one
 * has it, or has removed it.
 */
export function lockFolder(folder: string): { release(): void } | undefined {
  let database: DatabaseSync | undefined;
  try {
    const opened = new DatabaseSync(join(folder, 'lock'));
    database = opened;
    opened.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
    return { release: () => opened.close() };
  } catch {
    database?.close();
    return undefined;
  }
}
