import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Pages } from '../../../../server/src/runs/store/pages.ts';
import { inOrder, rankRows } from '../../../../server/src/runs/store/ranks.ts';

const file = join(mkdtempSync(join(tmpdir(), 'ranks-')), 'rows');
const { signal } = new AbortController();

function pagesOf(texts: readonly (string | null)[]): Pages {
  const pages = new Pages(file);
  for (let at = 0; at === 0 || at < texts.length; at += 2000) {
    const records = texts.slice(at, at + 2000).map(Name => ({ Name }));
    pages.append(Buffer.from(JSON.stringify({ totalSize: texts.length, done: true, records })));
  }
  return pages;
}

async function check(texts: readonly (string | null)[]): Promise<void> {
  const pages = pagesOf(texts);
  const ranks = await rankRows(pages, 'Name', signal);
  for (const descending of [false, true]) {
    const expected = [...texts.keys()].sort((a, b) => {
      const [left, right] = [texts[a], texts[b]];
      if (typeof left !== 'string' || typeof right !== 'string') return Number(left === null) - Number(right === null);
      const order = Buffer.compare(Buffer.from(left.slice(0, 100)), Buffer.from(right.slice(0, 100)));
      return descending ? -order : order;
    });
    const ordered = inOrder(undefined, ranks, descending);
    // Not by deepEqual: to show how 30,000 rows differ, it would take tens of GB.
    const difference = expected.findIndex((row, place) => ordered[place] !== row);
    assert.deepEqual([ordered.length, difference], [expected.length, -1]);
  }
  pages.close();
}

describe('the order by a column', () => {
  it('is that of the texts, however long they are the same', async () => {
    // Parts of 20 bytes are compared: texts end before, at and behind their ends.
    const part = fc.constantFrom(
      '',
      'a',
      'b',
      '\0',
      'x'.repeat(19),
      'x'.repeat(20),
      'x'.repeat(21),
      'x'.repeat(39),
      '日本語日本語日',
    );
    const text = fc.array(part, { maxLength: 4 }).map(parts => parts.join(''));
    await fc.assert(fc.asyncProperty(fc.array(fc.option(text), { maxLength: 20 }), check), { numRuns: 500 });
  });

  it('is that of many rows, which are sorted in pieces', () =>
    check(
      Array.from({ length: 30_000 }, (_, row) =>
        row % 11 === 0 ? null : `${'the same beginning of all '.repeat(row % 3)}${(row * 7919) % 1003}`,
      ),
    ));

  it('is that of the query where all texts are the same', () =>
    check(Array.from({ length: 10_000 }, () => 'x'.repeat(1000))));
});
