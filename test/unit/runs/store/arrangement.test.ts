import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock } from 'node:test';
import fc from 'fast-check';
import { type FullCell, fullCellOf, type Row, textOfCell } from '../../../../server/src/runs/store/cells.ts';
import type { Search } from '../../../../server/src/runs/store/matches.ts';
import { ResultStore } from '../../../../server/src/runs/store/resultStore.ts';
import { jsonOf, records, type SomeRecord } from './records.ts';

const file = join(mkdtempSync(join(tmpdir(), 'arrangement-')), 'rows');
const { signal } = new AbortController();
const columns = ['Id', 'Name', 'Owner.Name', 'Owner.Size', 'Amount', 'Contacts'];

/** The records in pages of three, on the disk. */
function storeOf(all: readonly SomeRecord[]): ResultStore {
  const store = new ResultStore([], file, 1);
  // The columns come of the first record.
  const first = { Id: '', Name: '', Owner: { Name: '', Size: 1 }, Amount: 1, Contacts: { totalSize: 0, records: [] } };
  store.append(
    Buffer.from(JSON.stringify({ totalSize: all.length, done: false, nextRecordsUrl: '/1', records: [first] })),
  );
  for (let at = 0; at < all.length; at += 3) {
    const rows = all.slice(at, at + 3).map(jsonOf);
    store.append(Buffer.from(`{"totalSize":${all.length},"done":true,"records":[${rows.join(',')}]}`));
  }
  assert.deepEqual(
    store.columns.map(({ path }) => path),
    columns,
  );
  return store;
}

/** The naive order of two values: numbers, booleans, texts without case and accents, and what is missing last. */
function compare(a: FullCell, b: FullCell, descending: boolean): number {
  const rank = (cell: FullCell) =>
    cell === null || cell === undefined ? 3 : typeof cell === 'string' ? 2 : typeof cell === 'boolean' ? 1 : 0;
  const key = (cell: FullCell) => {
    if (typeof cell === 'string') return Buffer.from(fold(cell.slice(0, 100)));
    return typeof cell === 'object' && cell !== null ? cell.totalSize : Number(cell);
  };
  const sign = descending ? -1 : 1;
  if (rank(a) === 3 || rank(b) === 3) return rank(a) - rank(b);
  if (rank(a) !== rank(b)) return sign * (rank(a) - rank(b));
  const [left, right] = [key(a), key(b)];
  if (Buffer.isBuffer(left)) return sign * Buffer.compare(left, right as Buffer);
  return sign * (left - Number(right));
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const contains = (record: Row, { text, column }: Search): boolean =>
  columns
    .filter(path => column === undefined || path === column)
    .some(path =>
      textOfCell(fullCellOf(record, path.split('.')))
        .toLowerCase()
        .includes(text.toLowerCase()),
    );

describe('rows of any kind', () => {
  it('are sorted and filtered as a naive evaluation does', async () => {
    const someText = fc.oneof(
      fc.constantFrom(
        'a',
        'é',
        'É',
        'i',
        '1',
        '0',
        '-1',
        '0.',
        'e',
        'e+',
        '{',
        '"',
        ',',
        ':1',
        '\\',
        '/',
        'true',
        'ς',
        '😀',
        'name',
        'attributes',
        'acc',
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }),
    );
    const search = fc.record({ text: someText, column: fc.option(fc.constantFrom(...columns), { nil: undefined }) });
    const sort = fc.record({ column: fc.constantFrom(...columns), descending: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(records, { maxLength: 12 }),
        fc.option(search, { nil: undefined }),
        fc.option(sort, { nil: undefined }),
        async (all, filter, sort) => {
          const store = storeOf(all);
          const rows = store.records(0, all.length + 1);
          let expected = [...rows.keys()];
          if (filter) expected = expected.filter(row => contains(rows[row]!, filter));
          if (sort) {
            const path = sort.column.split('.');
            const cell = (row: number) => fullCellOf(rows[row]!, path);
            expected.sort((a, b) => compare(cell(a), cell(b), sort.descending));
          }
          await store.arrange({ filter, sort }, signal);
          assert.deepEqual(
            store.arranged(0, 99),
            expected.map(row => rows[row]),
          );
          store.close();
        },
      ),
      { numRuns: Number(process.env.ARRANGEMENTS ?? 200) },
    );
  }).timeout(600_000);

  /** Each look at the clock ends the turn: a few pages let others in as a million rows do. */
  const endTurns = () => {
    let now = performance.now();
    mock.method(performance, 'now', () => (now += 1000));
  };
  afterEach(() => mock.restoreAll());

  const sort = { column: 'Name', descending: false };
  for (const how of [{ sort }, { filter: { text: 'same' } }]) {
    it(`are arranged anew where they changed meanwhile: ${Object.keys(how)}`, async () => {
      const store = new ResultStore([], file);
      const idAt = (row: number) => String(row).padStart(18, '0');
      const all = Array.from({ length: 60 }, (_, row) => ({ Id: idAt(row), Name: `${'same '.repeat(9)}${row}` }));
      for (let at = 0; at < all.length; at += 20) {
        const page = { totalSize: all.length, done: true, records: all.slice(at, at + 20) };
        store.append(Buffer.from(JSON.stringify(page)));
      }
      endTurns();
      // As soon as the work lets others in, which is behind the first page.
      const changed = new Promise(resolve => setImmediate(resolve)).then(() =>
        store.amend(idAt(0), { Id: idAt(0), Name: 'zzz' }),
      );
      await Promise.all([store.arrange(how, signal), changed]);
      const rows = await store.arrange(how, signal);
      const firstId = store.window(0, 1).ids[0];
      assert.notEqual(firstId, idAt(0));
      assert.equal(rows, 'sort' in how ? all.length : all.length - 1);
      store.close();
    });
  }
});
