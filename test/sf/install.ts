import path from 'node:path';
import { isStale, markInstalled, npm } from '../../scripts/node24.mjs';

const MODULES = path.join(import.meta.dirname, 'node_modules');
const LOCK = path.join(import.meta.dirname, 'package-lock.json');

/** The CLI's entry point, to be run by Node 22 or newer. */
export const CLI = path.join(MODULES, '@salesforce/cli/bin/run.js');

/** Installs the Salesforce CLI from npm, apart from the project's own packages: the first time, and for another lock file. */
export function ensureCli(): void {
  if (!isStale(MODULES, LOCK)) return;
  console.error('Installing the Salesforce CLI from npm, once: about a minute and 300 MB of disk ...');
  npm(['ci', '--ignore-scripts'], import.meta.dirname);
  markInstalled(MODULES, LOCK);
}
