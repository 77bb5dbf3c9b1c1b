import fs from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const MARK = 'SALESFORCE_WORKBENCH_TEST_RUN';
const WATCH_MS = 500;
const PATIENCE_MS = 15_000; // the local org ends a few seconds after the last window that used it

/** Marks all processes that are started from now on, whoever starts them. */
export function markChildren(): string {
  const mark = `${process.pid}-${Date.now()}`;
  process.env[MARK] = mark;
  return mark;
}

/** The command lines of marked processes that do not end by themselves. Linux only; elsewhere none. */
export async function leftovers(mark: string): Promise<string[]> {
  const end = Date.now() + PATIENCE_MS;
  let running = marked(mark);
  while (running.length > 0 && Date.now() < end) {
    await delay(100);
    running = marked(mark);
  }
  return running;
}

/** Notes the command lines of marked processes until it is stopped; short-lived ones may be missed. Linux only. */
export function watchCommands(mark: string): { stop(): ReadonlySet<string> } {
  const seen = new Set<string>();
  const timer = setInterval(() => {
    for (const command of marked(mark)) seen.add(command);
  }, WATCH_MS);
  return {
    stop() {
      clearInterval(timer);
      return seen;
    },
  };
}

function marked(mark: string): string[] {
  if (process.platform !== 'linux') return [];
  return fs
    .readdirSync('/proc')
    .filter(pid => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .filter(pid => read(`/proc/${pid}/environ`).includes(`${MARK}=${mark}\0`))
    .map(pid => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim())
    .filter(command => command !== ''); // a zombie has none
}

/** Nothing when the process is gone or another user's. */
function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
