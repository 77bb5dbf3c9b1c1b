// The local org as it is delivered, in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Pool } from 'undici';
import { ROOT } from '../../../scripts/node24.mjs';

export interface RunningOrg {
  readonly pool: Pool;
  readonly headers: Readonly<Record<string, string>>;
  /** From the start of the process to the line that says that it is ready. */
  readonly readyMs: number;
  /** Makes the next `peakMegabytes` one of the time from now on. */
  forgetPeak(): void;
  /** The largest resident set so far; undefined where the system does not tell. */
  peakMegabytes(): number | undefined;
  /** Processor time so far, in seconds: other work on the machine blurs it little. Undefined as above. */
  cpuSeconds(): number | undefined;
  stop(): Promise<void>;
}

/** Starts `dist/localOrg.cjs` on the data in `folder`. */
export async function startOrg(folder: string, ...options: string[]): Promise<RunningOrg> {
  const started = performance.now();
  const program = path.join(ROOT, 'dist/localOrg.cjs');
  const args = [program, '--state-dir', folder, '--json', ...options];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const readyMs = performance.now() - started;
  const { origin, accessToken } = JSON.parse(line) as { origin: string; accessToken: string };
  const pool = new Pool(origin, { connections: 8, bodyTimeout: 0, headersTimeout: 0 });
  return {
    pool,
    headers: { authorization: `Bearer ${accessToken}` },
    readyMs,
    forgetPeak: () => forgetPeak(child),
    peakMegabytes: () => peakMegabytes(child),
    cpuSeconds: () => cpuSeconds(child),
    async stop() {
      await pool.close();
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

function forgetPeak({ pid }: ChildProcess): void {
  const file = `/proc/${pid}/clear_refs`;
  if (fs.existsSync(file)) fs.writeFileSync(file, '5');
}

/** User and system time, in ticks of which Linux has a hundred a second. */
function cpuSeconds({ pid }: ChildProcess): number | undefined {
  const file = `/proc/${pid}/stat`;
  if (!fs.existsSync(file)) return undefined;
  const fields = fs.readFileSync(file, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function peakMegabytes({ pid }: ChildProcess): number | undefined {
  const file = `/proc/${pid}/status`;
  if (!fs.existsSync(file)) return undefined;
  const kilobytes = /VmHWM:\s+(\d+)/.exec(fs.readFileSync(file, 'utf8'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}
