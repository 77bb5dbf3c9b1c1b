// What a check, an upload and a query of a file need: memory.ts FILE FOLDER ORIGIN. They run in a thread as that
// of the bulk jobs. Prints the megabytes by which the process grows at most.
import { isMainThread, Worker } from 'node:worker_threads';
import { smallThread } from '../../../server/src/runs/smallThread.ts';
import { openOurs } from './ours.ts';

const [, , file = '', folder = '', origin = ''] = process.argv;
if (isMainThread) smallThread(() => new Worker(import.meta.filename, { argv: process.argv.slice(2) }));
else await measure();

async function measure(): Promise<void> {
  const ours = await openOurs(file, folder, origin);
  const before = process.memoryUsage().rss;
  let peak = before;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  const sampler = setInterval(look, 5);
  for (const work of [
    ours.check,
    ours.upload,
    () => ours.query(),
    () => ours.query('json'),
    () => ours.query('xlsx'),
  ]) {
    await work();
    look();
  }
  clearInterval(sampler);
  await ours.close();
  console.log((peak - before) / 1e6);
}
