// One local org per user: whichever window needs it first starts it, and it ends after the last one.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, watch } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { l10n } from 'vscode';
import { ProblemError } from '../host/problem.ts';
import {
  type LocalOrgInfo,
  type LocalOrgToken,
  PORT_FILE,
  readPortFile,
  requestStop,
  requestToken,
  takeLease,
} from './localOrgAdmin.ts';

export interface LocalOrg {
  /** Whether this window holds a running org. */
  readonly running: boolean;
  /** The running org, started where there is none. Fails with LOCAL_ORG_FAILED. */
  start(): Promise<LocalOrgInfo>;
  /** Holds the org where one runs already; starts none. */
  join(): Promise<void>;
  token(): Promise<LocalOrgToken>;
  /** Ends it for all windows. */
  stop(): Promise<void>;
  /** Lets go of it: it ends soon unless another window holds it. */
  dispose(): void;
}

interface Options {
  readonly stateDir: string;
  /** The bundle with the local org's entry point. */
  readonly script: string;
  readonly onRunningChanged: (running: boolean) => void;
}

interface Held {
  readonly info: LocalOrgInfo;
  release(): void;
}

/** A first start creates the sample data; on a slow machine that takes some seconds. */
const START_TIMEOUT_MS = 60_000;
const RETRY_MS = 500;
/** What the process ends with when another one holds the state folder. */
const ALREADY_RUNNING = 3;

export function createLocalOrg(options: Options): LocalOrg {
  let held: Held | undefined;
  let starting: Promise<Held> | undefined;
  const hold = (next: Held | undefined) => {
    held = next;
    options.onRunningChanged(next !== undefined);
  };
  const join = async (): Promise<Held | undefined> => {
    const info = await readPortFile(options.stateDir);
    const lease = info && (await takeLease(info, () => hold(undefined)));
    return info && lease && { info, release: lease.release };
  };
  const begin = async () => {
    const found = (await join()) ?? (await launch(options, join));
    hold(found);
    return found;
  };
  const start = async () => {
    if (held) return held.info;
    starting ??= begin().finally(() => {
      starting = undefined;
    });
    return (await starting).info;
  };
  return {
    get running() {
      return held !== undefined;
    },
    start,
    async join() {
      if (held || starting) return;
      const found = await join();
      if (held) found?.release();
      else if (found) hold(found);
    },
    token: async () => requestToken(await start()),
    async stop() {
      if (held) await requestStop(held.info);
    },
    dispose() {
      held?.release();
      held = undefined;
    },
  };
}

/** Starts the process and waits until it, or another window's, answers. */
async function launch(options: Options, join: () => Promise<Held | undefined>): Promise<Held> {
  mkdirSync(options.stateDir, { recursive: true, mode: 0o700 });
  const log = path.join(options.stateDir, 'local-org.log');
  const done = new AbortController();
  const deadline = AbortSignal.any([done.signal, AbortSignal.timeout(START_TIMEOUT_MS)]);
  try {
    return await Promise.race([joined(options.stateDir, join, deadline), keepTrying(options.script, log, deadline)]);
  } catch (cause) {
    const message = l10n.t('The local org did not start. Its log: {0}', log);
    throw new ProblemError({ code: 'LOCAL_ORG_FAILED', message, nextStep: 'showLog' }, { cause });
  } finally {
    done.abort();
  }
}

/** Resolves when the port file names an org that answers. */
function joined(stateDir: string, join: () => Promise<Held | undefined>, signal: AbortSignal): Promise<Held> {
  return new Promise((resolve, reject) => {
    let attempts: Promise<void> = Promise.resolve();
    const tryJoin = () => {
      attempts = attempts.then(async () => {
        const found = signal.aborted ? undefined : await join();
        if (found) resolve(found);
      });
    };
    watch(stateDir, { signal }, (_event, file) => {
      if (file === null || file === PORT_FILE) tryJoin();
    }).on('error', reject);
    tryJoin();
  });
}

/** Never resolves; rejects when the process fails, or at the deadline. */
async function keepTrying(script: string, log: string, signal: AbortSignal): Promise<never> {
  for (;;) {
    const child = spawnDetached(script, log);
    const [code] = (await once(child, 'exit', { signal })) as [number | null];
    if (code !== ALREADY_RUNNING) throw new Error(`It ended with exit code ${code}.`);
    // Another window's org is starting, or one is about to end and still holds the state.
    await delay(RETRY_MS, undefined, { signal });
  }
}

/** Detached: the org outlives this window while another one holds it. */
function spawnDetached(script: string, log: string): ChildProcess {
  const { NODE_OPTIONS: _inherited, ...env } = process.env;
  const args = [script, '--state-dir', path.dirname(log), '--lease', '--log', log];
  // What it prints when it is ready holds a token; what it says when it fails belongs into its log.
  const errors = openSync(log, 'a', 0o600);
  const child = spawn(process.execPath, args, {
    detached: true,
    stdio: ['ignore', 'ignore', errors],
    windowsHide: true,
    env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
  });
  closeSync(errors);
  child.unref();
  return child;
}
