// Entry of the worker thread (dist/runsWorker.cjs).
import { parentPort, workerData } from 'node:worker_threads';
import { timersOf } from '../base/timers.ts';
import { goLast } from './lowPriority.ts';
import type { ToWorker } from './messages.ts';
import { Runs } from './runs.ts';

goLast();

const port = parentPort!;
const runs = new Runs(workerData, timersOf(globalThis), message => port.postMessage(message));
port.on('message', (message: ToWorker) => runs.receive(message));
