// One parser in a process of its own: reports how long it took to load, then measures what it is sent. What counts is
// the processor time of all its threads, collection of garbage and compilation included: other processes don't blur it.
import { CANDIDATES } from './parsers.ts';

const candidate = CANDIDATES.find(one => one.name === process.argv[2])!;
const start = performance.now();
const accepts = await candidate.load();
process.send!({ load: performance.now() - start });

process.on('message', ({ texts, ms }: { texts: string[]; ms: number }) => {
  let accepted = 0;
  let rounds = 0;
  const begin = process.cpuUsage();
  let used = 0;
  do {
    accepted = texts.filter(text => accepts(text)).length;
    rounds++;
    const { user, system } = process.cpuUsage(begin);
    used = (user + system) / 1000;
  } while (used < ms);
  process.send!({ rate: (1000 * rounds * texts.length) / used, accepted });
});
