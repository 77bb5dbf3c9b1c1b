import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';

export interface ProcessGroup {
  pid: number;
  /** Resolves with the exit code of the group's first process; 1 when a signal ended it. */
  exited: Promise<number>;
  /** Asks the group to end, and ends it by force after 5 seconds. */
  stop(): Promise<void>;
}

const PATIENCE_MS = 5_000;
const running = new Map<number, ProcessGroup>();

/** Starts a process whose children end with it: with `stop`, and with this process however it ends. */
export function startGroup(command: string, args: string[], options: SpawnOptions): ProcessGroup {
  endGroupsWithThisProcess();
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${command} could not be started.`);
  const exited = new Promise<number>(resolve => {
    child.once('exit', code => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
  const stop = async () => {
    signalGroup(pid, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), PATIENCE_MS);
    await exited;
    clearTimeout(timer);
    signalGroup(pid, 'SIGKILL'); // what outlived the first process
    running.delete(pid);
  };
  const group = { pid, exited, stop };
  running.set(pid, group);
  return group;
}

let watching = false;
function endGroupsWithThisProcess(): void {
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const pid of running.keys()) signalGroup(pid, 'SIGKILL');
  });
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    // A terminal and a launcher may both send it.
    process.on(signal, () => {
      // Groups may have started groups of their own: give them time to end those.
      void Promise.all([...running.values()].map(group => group.stop())).then(() => process.exit(code));
    });
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']); // there are neither groups nor signals
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended.
  }
}
