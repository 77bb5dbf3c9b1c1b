// One parser in a process of its own: reports how long it took to load, then times what it is sent.
import { CANDIDATES } from './parsers.ts';

const candidate = CANDIDATES.find(one => one.name === process.argv[2])!;
const start = performance.now();
const accepts = await candidate.load();
process.send!({ load: performance.now() - start });

process.on('message', ({ texts, times }: { texts: string[]; times: number }) => {
  let accepted = 0;
  const begin = performance.now();
  for (let time = 0; time < times; time++) for (const text of texts) if (accepts(text)) accepted++;
  process.send!({ ms: performance.now() - begin, accepted: accepted / times });
});
