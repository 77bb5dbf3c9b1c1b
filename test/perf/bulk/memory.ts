// What a check, an upload and a query of a file need: memory.ts FILE FOLDER ORIGIN. Prints the megabytes by which the
// process grows at most.
import { openOurs } from './ours.ts';

const [, , file = '', folder = '', origin = ''] = process.argv;
const ours = await openOurs(file, folder, origin);
const before = process.memoryUsage().rss;
let peak = before;
const sampler = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 5);
for (const work of [ours.check, ours.upload, ours.query]) {
  await work();
  peak = Math.max(peak, process.memoryUsage().rss);
}
clearInterval(sampler);
await ours.close();
console.log((peak - before) / 1e6);
