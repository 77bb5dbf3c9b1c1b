// The project runs under Node 24, which comes as an npm package. This file alone must run on Node 20, with nothing
// installed: it installs what is missing and starts the calling script again under the packaged Node.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '..');

/**
 * Makes sure that the packages are installed and that the calling script runs under Node 24. Returns there; in any
 * older Node it never returns: the process ends with the exit code of the new one.
 * @param {ImportMeta} script `import.meta` of the calling script, which must import packages only after this call
 */
export async function runUnderNode24(script) {
  ensureInstalled();
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

/** Runs `npm ci` in the root when node_modules is missing or the lock file has changed since. */
export function ensureInstalled() {
  const modules = path.join(ROOT, 'node_modules');
  if (fs.lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) return; // a worktree that borrows another's packages
  if (!isStale(modules, path.join(ROOT, 'package-lock.json'))) return;
  console.error('Installing packages from npm ...');
  npm(['ci'], ROOT);
  markInstalled(modules, path.join(ROOT, 'package-lock.json'));
}

/** Whether `modules` was not installed from this lock file, as told by `markInstalled`. */
export function isStale(modules, lockFile) {
  const stamp = path.join(modules, '.installed');
  return !fs.existsSync(stamp) || fs.readFileSync(stamp, 'utf8') !== lockHash(lockFile);
}

export function markInstalled(modules, lockFile) {
  fs.writeFileSync(path.join(modules, '.installed'), lockHash(lockFile));
}

/** Runs npm quietly; a failure throws its output. */
export function npm(args, cwd) {
  // An outer `npm test` passes on what it was told about its own project; registry, cache and proxy settings stay.
  const outer = /^npm_config_(workspaces?|global|omit|include|local_prefix|dry_run|ignore_scripts)$/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
  const windows = process.platform === 'win32';
  const done = spawnSync(windows ? 'npm.cmd' : 'npm', args, {
    cwd,
    env,
    shell: windows,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  if (done.status !== 0)
    throw new Error(
      `npm ${args.join(' ')} failed in ${cwd}:\n${done.error ?? ''}${done.stdout ?? ''}${done.stderr ?? ''}`,
    );
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
