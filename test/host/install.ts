import path from 'node:path';
import { installPackages, npm } from '../../scripts/node24.mjs';

/** Where the host's packages are installed, apart from the project's own: they take 1 GB. */
export const HOST_MODULES = path.join(import.meta.dirname, 'node_modules');

let installed: Promise<void> | undefined;

/** Installs code-server and Chromium from npm: the first time, and when the lock file has changed. Linux only. */
export function ensureHost(): Promise<void> {
  // Server and browser are started at once, and must not install at once.
  installed ??= install();
  return installed;
}

async function install(): Promise<void> {
  if (process.platform !== 'linux') {
    throw new Error('code-server runs on Linux only. Install VS Code, or set VSCODE_EXECUTABLE to its executable.');
  }
  await installPackages(import.meta.dirname, {
    title: 'Installing code-server and Chromium from npm, once: some minutes and 1 GB of disk',
    // What code-server's postinstall script does, less the scripts of its packages: they compile native modules that
    // nothing here needs. Versions come from code-server's own shrinkwrap.
    more: () => npm(['install', '--omit=dev', '--ignore-scripts'], path.join(HOST_MODULES, 'code-server/lib/vscode')),
  });
}
