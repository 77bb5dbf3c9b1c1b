// Queries of the corpora with random edits and a random caret. RANDOM_EDITS=100000 makes that many, and prints the
// slowest request; RANDOM_SEED repeats the edits of another run.
import assert from 'node:assert/strict';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { everyRequest, scraps } from '../../../harness/everyRequest.ts';
import { sampleOrg } from '../../../harness/sampleOrg.ts';
import { viewOf } from '../../../harness/soql.ts';
import { corpora } from '../syntax/corpora.ts';

const demanded = Number(process.env.RANDOM_EDITS ?? 0);
const seed = Number(process.env.RANDOM_SEED ?? 1);
const files = ['soql-valid', 'soql-invalid', 'sosl-valid', 'realworld'];

describe('the language service on edited queries of the corpora', () => {
  it('answers every request', function () {
    this.timeout(demanded > 0 ? 0 : 30_000);
    const texts = files.flatMap(corpora).map(row => row.text);
    const schema = viewOf(sampleOrg);
    const below = randomBelow(seed);
    let slowest = { ms: 0, what: '' };
    for (let n = 0; n < (demanded || 300); n++) {
      const text = edited(texts[below(texts.length)]!, below);
      const offset = below(text.length + 1);
      const tree = parse(text);
      for (const [name, request] of Object.entries(everyRequest)) {
        const start = processorMs();
        try {
          request(tree, schema, offset);
        } catch (error) {
          assert.fail(`${name} at ${offset} of ${JSON.stringify(text)}: ${(error as Error).stack}`);
        }
        const ms = processorMs() - start;
        // The first ones are slow because the code is new.
        if (ms > slowest.ms && n > 1000) slowest = { ms, what: `${name} at ${offset} of ${text.length} characters` };
      }
    }
    if (demanded > 0)
      console.log(
        `      ${demanded} edits; the slowest: ${slowest.ms.toFixed(1)} ms of processor time, ${slowest.what}`,
      );
  });
});

/** Of this thread: a busy machine does not count. */
function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** One to three times, a piece is taken out and another put in. */
function edited(text: string, below: (limit: number) => number): string {
  let result = text;
  for (let edits = 1 + below(3); edits > 0; edits--) {
    const from = below(result.length + 1);
    const scrap = below(3) === 0 ? '' : scraps[below(scraps.length)]!;
    result = result.slice(0, from) + scrap + result.slice(from + below(2) * below(20));
  }
  return result;
}

/** A small generator that gives the same numbers for the same seed. */
function randomBelow(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return limit => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
