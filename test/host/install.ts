import fs from 'node:fs';
import path from 'node:path';
import { isStale, markInstalled, npm } from '../../scripts/node24.mjs';

/** Where the host's packages are installed, apart from the project's own: they take 1 GB. */
export const HOST_MODULES = path.join(import.meta.dirname, 'node_modules');
const LOCK = path.join(import.meta.dirname, 'package-lock.json');

/** Installs code-server and Chromium from npm: the first time, and when the lock file has changed. Linux only. */
export function ensureHost(): void {
  if (process.platform !== 'linux') {
    throw new Error('code-server runs on Linux only. Install VS Code, or set VSCODE_EXECUTABLE to its executable.');
  }
  const linked = fs.lstatSync(HOST_MODULES, { throwIfNoEntry: false })?.isSymbolicLink();
  if (linked || !isStale(HOST_MODULES, LOCK)) return;
  console.error('Installing code-server and Chromium from npm, once: about a minute and 1 GB of disk ...');
  npm(['ci', '--ignore-scripts'], import.meta.dirname);
  // What code-server's postinstall script does, less the scripts of its packages: they compile native modules that
  // nothing here needs. Versions come from code-server's own shrinkwrap.
  npm(['install', '--omit=dev', '--ignore-scripts'], path.join(HOST_MODULES, 'code-server/lib/vscode'));
  markInstalled(HOST_MODULES, LOCK);
}
