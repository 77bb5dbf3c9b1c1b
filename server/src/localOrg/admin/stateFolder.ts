import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Credentials } from '../oauth/credentials.ts';

/** What a program needs to use this org; also the content of the port file. */
export interface ConnectionInfo extends Credentials {
  readonly origin: string;
  readonly pid: number;
  readonly adminToken: string;
  readonly username: string;
  readonly organizationId: string;
}

/** Where an org's state lives when no folder is named: the user's data home, which follows the platform. */
export function defaultStateFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  return path.join(dataHome(env, platform), 'salesforce-integration-workbench', 'local-org');
}

function dataHome(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = os.homedir();
  if (platform === 'win32') return env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support');
  return env.XDG_DATA_HOME || path.join(home, '.local', 'share');
}

/**
 * Makes the folder and the file of the database in it, for this user only, and gives the file's path. The database
 * holds the org's password; a folder that was there before may be open to others.
 */
export function prepareStateFolder(folder: string): string {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'org.sqlite');
  fs.closeSync(fs.openSync(file, 'a', 0o600));
  fs.chmodSync(file, 0o600);
  return file;
}

/** Tells other programs how to reach this org. Atomic: a reader sees the old file, the new one or none. */
export function writePortFile(folder: string, info: ConnectionInfo): void {
  const temporary = `${portFile(folder)}.${process.pid}`;
  // A left-over of a crashed process with the same id would keep its own mode.
  fs.rmSync(temporary, { force: true });
  fs.writeFileSync(temporary, `${JSON.stringify(info)}\n`, { mode: 0o600 });
  fs.renameSync(temporary, portFile(folder));
}

export function removePortFile(folder: string): void {
  fs.rmSync(portFile(folder), { force: true });
}

function portFile(folder: string): string {
  return path.join(folder, 'local-org.json');
}
