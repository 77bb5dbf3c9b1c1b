// Entry of the worker thread of the bulk jobs (dist/bulkWorker.cjs).
import { parentPort, workerData } from 'node:worker_threads';
import { timersOf } from '../../base/timers.ts';
import { BulkThread } from './bulkThread.ts';
import type { ToBulkWorker } from './messages.ts';

const port = parentPort!;
const thread = new BulkThread(workerData, timersOf(globalThis), message => port.postMessage(message));
port.on('message', (message: ToBulkWorker) => thread.receive(message));
