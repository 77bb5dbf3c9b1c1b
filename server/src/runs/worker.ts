// Entry of the worker thread (dist/runsWorker.cjs).
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { timersOf } from '../base/timers.ts';
import type { ToWorker } from './messages.ts';
import { Runs } from './runs.ts';

// On Linux each thread has a priority of its own, which this lowers for the calling one: whoever types goes first.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const port = parentPort!;
const runs = new Runs(workerData, timersOf(globalThis), message => port.postMessage(message));
port.on('message', (message: ToWorker) => runs.receive(message));
