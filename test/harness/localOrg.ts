import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { buildOne } from '../../scripts/bundles.mjs';
import { removeAtExit } from '../host/tempHome.ts';

/** One answered request in the org's log. */
export interface LoggedRequest {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly startedAt: string;
  readonly ms: number;
  readonly closedEarly: boolean;
}

export interface LocalOrg {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly adminToken: string;
  readonly username: string;
  readonly password: string;
  /** Of the client `LocalOrgIntegration`. */
  readonly clientSecret: string;
  readonly organizationId: string;
  readonly accessToken: string;
  readonly process: ChildProcess;
  /** `GET /services/data/v67.0/<path>` with the access token, and what else a request may need. */
  api(path: string, init?: RequestInit): Promise<Response>;
  /** A request to an admin endpoint, `/local-org/<path>`. */
  admin(path: string, init?: RequestInit): Promise<Response>;
  /** Makes requests fail as `POST /local-org/faults` says (docs/local-org.md): `{ fault: 'sessionExpired', times: 2 }`. */
  fault(rule: Readonly<Record<string, unknown>>): Promise<void>;
  /** The last 1,000 requests, oldest first. */
  log(): Promise<readonly LoggedRequest[]>;
  stop(): Promise<void>;
}

export interface LocalOrgOptions {
  /** Default: `test`, which also holds BigTable__c and UpsertTable__c. */
  readonly profile?: 'sample' | 'test';
  /** Describe flags to change: `{ Account: { fields: { Industry: { filterable: false } } } }`. */
  readonly overlay?: object;
  /** Default: an org in memory. */
  readonly stateFolder?: string;
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** More of the command line. */
  readonly args?: readonly string[];
}

/** Starts the local org as users run it: bundled, as a process of its own. `stop()` it when done. */
export async function startLocalOrg(options: LocalOrgOptions = {}): Promise<LocalOrg> {
  const child = await spawnLocalOrg(options);
  const announced = await firstLine(child);
  keepsNothingWaiting(child);
  const org = JSON.parse(announced) as Pick<
    LocalOrg,
    'origin' | 'adminToken' | 'username' | 'password' | 'clientSecret' | 'organizationId' | 'accessToken'
  >;
  const request = (url: string, token: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(url, { ...init, headers });
  };
  const admin = (path: string, init?: RequestInit) => request(`${org.origin}/local-org/${path}`, org.adminToken, init);
  return {
    ...org,
    process: child,
    api: (path, init) => request(`${org.origin}/services/data/v67.0/${path}`, org.accessToken, init),
    admin,
    async fault(rule) {
      const headers = { 'content-type': 'application/json' };
      const { ok, status } = await admin('faults', { method: 'POST', headers, body: JSON.stringify(rule) });
      if (!ok) throw new Error(`No such fault (${status}): ${JSON.stringify(rule)}`);
    },
    log: async () => (await (await admin('log')).json()) as readonly LoggedRequest[],
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.ref();
      child.kill('SIGTERM');
      await exit;
    },
  };
}

/** Nor must it hold up the end of the test process. */
function keepsNothingWaiting(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdout, child.stderr]) if (stream instanceof Socket) stream.unref();
}

/** Starts the process without waiting until it is ready. */
export async function spawnLocalOrg(options: LocalOrgOptions = {}): Promise<ChildProcess> {
  const { profile = 'test', overlay, stateFolder, env, args = [] } = options;
  const where = stateFolder === undefined ? ['--memory'] : ['--state-dir', stateFolder];
  const overlayArgs =
    overlay === undefined ? [] : ['--schema', writeTemporary('overlay.json', JSON.stringify(overlay))];
  const bundle = await bundleLocalOrg();
  const commandLine = [bundle, '--json', '--profile', profile, ...where, ...overlayArgs, ...args];
  const child = spawn(process.execPath, commandLine, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endWithThisProcess(child);
  return child;
}

const children = new Set<ChildProcess>();

/** A test that fails on the way to its `stop()` must leave nothing running. */
function endWithThisProcess(child: ChildProcess): void {
  if (children.size === 0) {
    process.once('exit', () => {
      for (const running of children) running.kill('SIGKILL');
    });
  }
  children.add(child);
}

async function firstLine(child: ChildProcess): Promise<string> {
  let errors = '';
  child.stderr?.on('data', chunk => {
    errors += chunk;
  });
  for await (const line of createInterface({ input: child.stdout! })) return line;
  throw new Error(`The local org did not start: ${errors}`);
}

let bundled: Promise<void> | undefined;

/** The same bundle as `dist/localOrg.cjs`, made from the sources as they are now; once per test process. */
async function bundleLocalOrg(): Promise<string> {
  bundled ??= buildOne('localOrg', temporaryFolder());
  await bundled;
  return path.join(temporaryFolder(), 'localOrg.cjs');
}

function writeTemporary(name: string, content: string): string {
  const file = path.join(fs.mkdtempSync(path.join(temporaryFolder(), 'x')), name);
  fs.writeFileSync(file, content);
  return file;
}

let folder: string | undefined;

/** A folder for this test process, removed when it ends. */
export function temporaryFolder(): string {
  if (folder === undefined) {
    const made = fs.mkdtempSync(path.join(os.tmpdir(), 'local-org-'));
    removeAtExit(made);
    folder = made;
  }
  return folder;
}
