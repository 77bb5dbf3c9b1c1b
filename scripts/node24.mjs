// The project runs under Node 24, which comes as an npm package. This file alone must run on Node 20, with nothing
// installed: it installs what is missing and starts the calling script again under the packaged Node.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { step } from './step.mjs';

export const ROOT = path.resolve(import.meta.dirname, '..');

/**
 * Makes sure that the packages are installed and that the calling script runs under Node 24. Returns there; in any
 * older Node it never returns: the process ends with the exit code of the new one.
 * @param {ImportMeta} script `import.meta` of the calling script, which must import packages only after this call
 */
export async function runUnderNode24(script) {
  await ensureInstalled();
  const node = packagedNode();
  if (node === undefined || process.execPath === node) {
    if (Number(process.versions.node.split('.')[0]) >= 24) return endWithParent();
    fail(
      `No packaged Node for ${process.platform}-${process.arch}: run this with Node 24 or newer (this is ${process.version}).`,
    );
  }
  const child = spawn(node, [script.filename, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => resolve(status ?? 128 + os.constants.signals[signal]));
  });
  process.exit(code);
}

/** Installs the project's own packages when they are missing or the lock file has changed since. */
const ensureInstalled = () => installPackages(ROOT, { title: 'Installing packages from npm', args: ['ci'] });

/**
 * Installs the packages of a folder with a lock file: the first time, and for another lock file. Says so, and how long it
 * takes. A folder whose node_modules is a link borrows another's packages.
 * @param {string} folder
 * @param {{ title: string, args?: string[], more?: () => Promise<unknown> }} options more: what is left to do after npm
 */
export async function installPackages(folder, { title, args = ['ci', '--ignore-scripts'], more = async () => {} }) {
  const stamp = path.join(folder, 'node_modules', '.installed');
  if (fs.lstatSync(path.dirname(stamp), { throwIfNoEntry: false })?.isSymbolicLink()) return;
  const wanted = lockHash(path.join(folder, 'package-lock.json'));
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;
  await step(title, async () => {
    await npm(args, folder);
    await more();
  });
  fs.writeFileSync(stamp, wanted);
}

/** Runs npm quietly; a failure throws its output. */
export async function npm(args, cwd) {
  // An outer `npm test` passes on what it was told about its own project; registry, cache and proxy settings stay.
  const outer = /^npm_config_(workspaces?|global|omit|include|local_prefix|dry_run|ignore_scripts)$/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
  const windows = process.platform === 'win32';
  const stdio = ['ignore', 'pipe', 'pipe'];
  const child = spawn(windows ? 'npm.cmd' : 'npm', args, { cwd, env, shell: windows, stdio });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (output += text));
  const failure = await new Promise(resolve => {
    child.once('error', resolve);
    child.once('close', code => resolve(code === 0 ? undefined : ''));
  });
  if (failure !== undefined) throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${failure}${output}`);
}

function packagedNode() {
  const name = { linux: 'bin/node', win32: 'bin/node.exe' }[process.platform];
  if (name === undefined) return undefined;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = path.join(ROOT, 'node_modules', `node-${platform}-${process.arch}`, name);
  return fs.existsSync(file) ? fs.realpathSync(file) : undefined;
}

/** Ends this process when the one that started it through `runUnderNode24` is killed outright. */
function endWithParent() {
  if (process.channel === undefined || process.channel === null) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}

function lockHash(lockFile) {
  return createHash('sha256')
    .update(fs.readFileSync(lockFile))
    .update(process.platform)
    .update(process.arch)
    .digest('hex');
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
