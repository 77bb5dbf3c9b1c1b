import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const dirs: string[] = [];

/** A folder that goes away with this process. Its path is short, for the unix sockets below it. */
export function tempDir(): string {
  if (dirs.length === 0) process.on('exit', removeAll);
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'vsc-'));
  dirs.push(dir);
  return dir;
}

function removeAll(): void {
  for (const dir of dirs) fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
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
