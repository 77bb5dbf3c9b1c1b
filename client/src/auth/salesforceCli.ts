// Sign-ins of the Salesforce CLI. Its files name the orgs; tokens come from its commands only.
// https://developer.salesforce.com/docs/atlas.en-us.sfdx_cli_reference.meta/sfdx_cli_reference/cli_reference_org_commands_unified.htm
import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { readAliases, readJson } from './cliFiles.ts';
import { isLoopbackHost } from './loginHost.ts';

export interface CliOrg {
  readonly username: string;
  readonly aliases: readonly string[];
  /** Origins. */
  readonly instanceUrl: string;
  readonly loginUrl: string;
}

/** `signedOut`: only `sf org login` helps. `redacted`: this version of the CLI hides tokens from us. */
export type CliProblem = 'missing' | 'signedOut' | 'redacted' | 'failed';

export class CliError extends Error {
  readonly code = 'CLI_FAILED';
  readonly problem: CliProblem;

  constructor(problem: CliProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

/** The orgs that the CLI is signed in to, by username, from its folder (`~/.sfdx`). No folder: no orgs. */
export async function listCliOrgs(folder: string): Promise<readonly CliOrg[]> {
  const names = await fs.readdir(folder).catch(() => []);
  const aliases = await readAliases(folder);
  const files = names.filter(name => name.includes('@') && name.endsWith('.json')).sort();
  const orgs = await Promise.all(files.map(name => readOrg(path.join(folder, name), aliases)));
  return orgs.filter(org => org !== undefined);
}

/** What `sf` printed; rejects with Node's error, which has `stdout`, when it failed. */
export type RunCli = (args: readonly string[], signal: AbortSignal | undefined) => Promise<string>;

interface CliTokenOptions {
  readonly run?: RunCli;
  /** Ends the command; the signal's reason is thrown then. */
  readonly signal?: AbortSignal;
}

/**
 * A current token; the CLI refreshes it first where needed. Throws CliError.
 * The first command is the one made for it, the second is for versions from before it.
 */
export async function cliToken(username: string, { run = runSf, signal }: CliTokenOptions = {}): Promise<string> {
  if (!PLAIN_USERNAME.test(username)) throw new CliError('failed', 'The username has unusual characters.');
  try {
    return tokenOf(await run(['org', 'auth', 'show-access-token', '-o', username, '--json'], signal));
  } catch (error) {
    signal?.throwIfAborted();
    if (isMissing(error)) throw new CliError('missing', 'sf was not found.');
    if (error instanceof CliError || isSignedOut(error)) throw asCliError(error);
  }
  try {
    return tokenOf(await run(['org', 'display', '-o', username, '--json'], signal));
  } catch (error) {
    signal?.throwIfAborted();
    throw asCliError(error);
  }
}

/** A name that is no option and needs no quoting: on Windows `sf` is a script that only a shell runs. */
const PLAIN_USERNAME = /^\w[\w.+-]*@[\w.-]+$/;
const TIMEOUT_MS = 60_000;

const runSf: RunCli = (args, signal) =>
  new Promise((resolve, reject) => {
    const shell = process.platform === 'win32';
    const options = {
      timeout: TIMEOUT_MS,
      shell,
      windowsHide: true,
      encoding: 'utf8',
      ...(signal && { signal }),
    } as const;
    const child = execFile('sf', args, options, (error, stdout) => {
      if (error) reject(Object.assign(error, { stdout }));
      else resolve(stdout);
    });
    child.stdin?.end();
  });

function tokenOf(stdout: string): string {
  const { result } = reply(stdout) ?? {};
  const token = result?.accessToken;
  if (typeof token !== 'string' || token === '') throw new CliError('failed', 'The reply has no token.');
  // Since 2.136.8 commands that are not made for it show this text in place of a token.
  if (token.startsWith('[REDACTED]')) throw new CliError('redacted', 'The token is redacted.');
  return token;
}

interface Reply {
  readonly result?: { readonly accessToken?: unknown };
  readonly name?: string;
  readonly message?: string;
}

/** Updates and warnings may surround the JSON. */
function reply(stdout: string): Reply | undefined {
  try {
    return JSON.parse(stdout.slice(stdout.indexOf('{'), stdout.lastIndexOf('}') + 1)) as Reply;
  } catch {
    return undefined;
  }
}

const replyOf = (error: unknown): Reply | undefined =>
  error instanceof Error && 'stdout' in error && typeof error.stdout === 'string' ? reply(error.stdout) : undefined;

const isMissing = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  // A shell on Windows ends with 1 where there is no such command.
  (error.code === 'ENOENT' || (process.platform === 'win32' && error.code === 1 && !replyOf(error)));

const isSignedOut = (error: unknown): boolean =>
  /RefreshToken|NamedOrgNotFound|NoAuthInfoFound|AuthInfoNotFound/.test(replyOf(error)?.name ?? '');

function asCliError(error: unknown): CliError {
  if (error instanceof CliError) return error;
  const message = replyOf(error)?.message ?? 'sf gave no reply that could be read.';
  return new CliError(isSignedOut(error) ? 'signedOut' : 'failed', message);
}

async function readOrg(file: string, aliases: Readonly<Record<string, string>>): Promise<CliOrg | undefined> {
  const { username, instanceUrl, loginUrl } = ((await readJson(file)) ?? {}) as Readonly<Record<string, unknown>>;
  const instance = originOf(instanceUrl);
  if (typeof username !== 'string' || !PLAIN_USERNAME.test(username) || !instance) return undefined;
  const own = Object.keys(aliases).filter(alias => aliases[alias] === username);
  return { username, aliases: own, instanceUrl: instance, loginUrl: originOf(loginUrl) ?? instance };
}

/** Tokens go nowhere else. */
function originOf(address: unknown): string | undefined {
  const url = typeof address === 'string' ? URL.parse(address) : null;
  return url && (url.protocol === 'https:' || isLoopbackHost(url.hostname)) ? url.origin : undefined;
}
