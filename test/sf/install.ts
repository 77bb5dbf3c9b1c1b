import path from 'node:path';
import { installPackages } from '../../scripts/node24.mjs';

/** The CLI's entry point, to be run by Node 22 or newer. */
export const CLI = path.join(import.meta.dirname, 'node_modules/@salesforce/cli/bin/run.js');

/** Installs the Salesforce CLI from npm, apart from the project's own packages: the first time, and for another lock file. */
export const ensureCli = (): Promise<void> =>
  installPackages(import.meta.dirname, {
    title: 'Installing the Salesforce CLI from npm, once: about a minute and 300 MB of disk',
  });
