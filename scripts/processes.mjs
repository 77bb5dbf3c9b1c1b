import { spawn } from 'node:child_process';
import path from 'node:path';
import { ROOT } from './node24.mjs';

/**
 * Runs a tool of node_modules (its JavaScript entry, relative to node_modules) under this Node, in the root unless told where.
 * @param {string} tool for example `mocha/bin/mocha.js`
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, print?: boolean, cwd?: string }} options print: to the terminal, as it comes
 * @returns {Promise<{ code: number, output: string }>} output is empty when it was printed
 */
export function runTool(tool, args, { env = {}, print = false, cwd = ROOT } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(ROOT, 'node_modules', tool), ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', print ? 'inherit' : 'pipe', print ? 'inherit' : 'pipe'],
    });
    const chunks = [];
    child.stdout?.on('data', chunk => chunks.push(chunk));
    child.stderr?.on('data', chunk => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', code => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}
