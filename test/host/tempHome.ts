import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const SCRATCH = 'SALESFORCE_WORKBENCH_TEST_SCRATCH';

/**
 * A folder for the temporary files of this process and of all that it starts. Who makes a folder below it for the length
 * of its own process leaves it there: the caller looks at what is in it, and removes it.
 */
export function useScratch(): string {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 't-'));
  Object.assign(process.env, { [SCRATCH]: scratch, TMPDIR: scratch, TMP: scratch, TEMP: scratch });
  return scratch;
}

/** Removes the folder when this process ends, unless somebody will look at it. */
export function removeAtExit(dir: string): void {
  if (process.env[SCRATCH] !== undefined) return;
  process.once('exit', () => fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
}

/** A folder that goes away with this process. Its path is short, for the unix sockets below it. */
export function tempDir(): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'vsc-'));
  removeAtExit(dir);
  return dir;
}

/** Environment that keeps a process away from the user's own home folder. */
export function homeEnv(home: string): Record<string, string> {
  return {
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local/share'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_RUNTIME_DIR: home,
  };
}
