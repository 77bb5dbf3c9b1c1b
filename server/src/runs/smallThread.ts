import { setFlagsFromString } from 'node:v8';
import type { Worker } from 'node:worker_threads';

const flag = '--max-semi-space-size';

/**
 * Starts a thread with 1 MB for new objects. What comes from connections is garbage at once, 64 KB at a time, and is
 * collected when that room is full of objects: exports and runs of a million rows need 45 MB less. The limits of a worker cannot say that, since
 * the flag that the process was started with counts more; V8 reads it when the thread begins.
 */
export function smallThread(start: () => Worker): Worker {
  setFlagsFromString(`${flag}=1`);
  const worker = start();
  const restore = () => setFlagsFromString(process.execArgv.find(one => one.startsWith(flag)) ?? `${flag}=0`);
  return worker.once('online', restore).once('error', restore);
}
