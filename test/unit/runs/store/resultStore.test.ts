import assert from 'node:assert/strict';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { copyRows } from '../../../../server/src/runs/export/copyRows.ts';
import { isDeleted } from '../../../../server/src/runs/store/amendments.ts';
import { objectColumn } from '../../../../server/src/runs/store/columns.ts';
import { ResultStore } from '../../../../server/src/runs/store/resultStore.ts';

const file = join(mkdtempSync(join(tmpdir(), 'store-')), 'rows');
/** A store that keeps so few bytes in memory that the second page goes to the disk. */
const newStore = () => new ResultStore([], file, 200);
const { signal } = new AbortController();
const page = (records: unknown[], next?: string) =>
  Buffer.from(JSON.stringify({ totalSize: 6, done: !next, nextRecordsUrl: next, records }));

function store() {
  const result = newStore();
  result.append(
    page(
      [
        { Id: '1', Name: 'b', Size: 10 },
        { Id: '2', Name: null, Size: 9 },
        { Id: '3', Name: 'A', Size: 1 },
      ],
      '/n',
    ),
  );
  result.append(
    page([
      { Id: '4', Name: 'a', Size: null },
      { Id: '5', Name: 'ä', Size: 10 },
    ]),
  );
  return result;
}

describe('the result store', () => {
  it('gives windows across pages', () => {
    const { rows, ids } = store().window(2, 4);
    assert.deepEqual(rows, [
      ['3', 'A', 1],
      ['4', 'a', null],
    ]);
    assert.deepEqual(ids, ['3', '4']);
    assert.deepEqual(store().window(4, 100).ids, ['5']);
    assert.deepEqual(store().window(9, 12).ids, []);
  });

  it('gives the same rows from the disk, and removes them when it is closed', () => {
    const result = store();
    assert(existsSync(file));
    result.close();
    assert(!existsSync(file));
  });

  it('cuts long texts, and gives all of them in the records', () => {
    const result = newStore();
    result.append(page([{ Name: 'x'.repeat(5_000_000) }]));
    assert.deepEqual(result.window(0, 1).rows, [[{ text: 'x'.repeat(500), length: 5_000_000 }]]);
    assert.equal((result.arranged(0, 1)[0] as { Name: string }).Name.length, 5_000_000);
    result.close();
  });

  it('sorts all rows by a column: stable, nulls last both ways, numbers as numbers', async () => {
    const result = store();
    const order = async (column?: string, descending = false) => {
      await result.arrange(column === undefined ? {} : { sort: { column, descending } }, signal);
      return result.window(0, 9).ids.join('');
    };
    assert.equal(await order('Size'), '32154');
    assert.equal(await order('Size', true), '15234');
    assert.equal(await order('Name'), '34512');
    assert.equal(await order('Name', true), '13452');
    assert.equal(await order(), '12345');
  });

  it('has what was read again, wherever rows are shown, sorted and searched', async () => {
    const result = store();
    const byName = { sort: { column: 'Name', descending: false } };
    await result.arrange(byName, signal);
    await result.arrange({ filter: { text: 'zebra' } }, signal);
    result.amend('3', { Id: '3', Name: 'Zebra', Size: 7 });
    result.amend('5', undefined);
    await result.arrange(byName, signal);
    assert.equal(result.window(0, 9).ids.join(''), '45132');
    assert.deepEqual(result.records(2, 3), [{ Id: '3', Name: 'Zebra', Size: 7 }]);
    assert.equal(await result.arrange({ filter: { text: 'zebra' } }, signal), 1);
    await result.arrange({}, signal);
    assert.deepEqual(result.arranged(0, 9).map(isDeleted), [false, false, false, false, true]);
    const options = { format: 'csv', titles: true, start: 0, end: 9, columns: ['Id', 'Name'] } as const;
    assert.equal(await copyRows(result, options, signal), 'Id,Name\n1,b\n2,\n3,Zebra\n4,a');
    const pending = { 1: { Name: null }, 4: { Name: 'new', Other: 'x' }, 5: { Name: 'gone' } };
    assert.equal(await copyRows(result, { ...options, pending }, signal), 'Id,Name\n1,\n2,\n3,Zebra\n4,new');
  });

  it('shows rows that came later when it is arranged again', async () => {
    const result = store();
    const bySize = { sort: { column: 'Size', descending: false } };
    assert.equal(await result.arrange(bySize, signal), 5);
    result.append(page([{ Id: '6', Name: 'z', Size: 0 }]));
    assert.equal(result.window(0, 1).ids[0], '3');
    assert.equal(await result.arrange(bySize, signal), 6);
    assert.equal(result.window(0, 1).ids[0], '6');
  });

  it('filters without case, in one column or any, and sorts what is left', async () => {
    const result = store();
    const ids = async (text: string, column?: string, sorted = false) => {
      const sort = sorted ? { column: 'Name', descending: true } : undefined;
      const rows = await result.arrange({ filter: { text, ...(column && { column }) }, sort }, signal);
      const found = result.window(0, 9).ids.join('');
      assert.equal(rows, found.length);
      return found;
    };
    assert.equal(await ids('a'), '34');
    assert.equal(await ids('A', 'Name', true), '34');
    assert.equal(await ids('1'), '135');
    assert.equal(await ids('10', 'Size'), '15');
    assert.equal(await ids('nothing'), '');
  });

  it('finds the next and the previous cell, round the end, among the arranged rows', async () => {
    const result = store();
    const next = async (text: string, row: number, column: number, backwards = false) => {
      const { place, rows } = await result.find({ text }, { row, column }, backwards, signal);
      return place ? `${place.row}.${place.column} of ${rows}` : `none of ${rows}`;
    };
    assert.equal(await next('1', 0, -1), '0.0 of 3');
    assert.equal(await next('1', 0, 0), '0.2 of 3');
    assert.equal(await next('1', 0, 2), '2.2 of 3');
    assert.equal(await next('1', 4, 2), '0.0 of 3');
    assert.equal(await next('1', 0, 0, true), '4.2 of 3');
    assert.equal(await next('zzz', 0, 0), 'none of 0');
    await result.arrange({ sort: { column: 'Name', descending: true } }, signal);
    assert.equal(await next('ä', 0, 0), '3.1 of 1');
    await result.arrange({ filter: { text: '9' } }, signal);
    assert.equal(await next('ä', 0, 0), 'none of 1');
  });

  it('counts what it finds among the rows of the chosen object', async () => {
    const result = new ResultStore([{ path: objectColumn, children: false }], file, 200);
    const record = (type: string, Name: string) => ({ attributes: { type }, Name });
    const names = ['Ann', 'Anna', 'Bob'];
    const records = ['Contact', 'Lead', 'User'].flatMap(type => names.map(name => record(type, name)));
    result.append(page([...records.slice(0, -1), record('User', 'Anton')]));
    const counts = async (object?: string) => {
      await result.arrange({ object }, signal);
      const { rows } = await result.find({ text: 'ann' }, { row: 0, column: 0 }, false, signal);
      const none = await result.find({ text: 'bob' }, { row: 0, column: 0 }, false, signal);
      return [rows, none.rows];
    };
    assert.deepEqual(await counts(), [6, 2]);
    assert.deepEqual(await counts('Lead'), [2, 1]);
    assert.deepEqual(await counts('User'), [2, 0]);
    assert.deepEqual(await counts(), [6, 2]);
  });

  it('stops where it is cancelled, and shows what it showed', async () => {
    const result = newStore();
    for (let i = 0; i < 40; i++) {
      result.append(
        page(
          Array.from({ length: 2000 }, (_, row) => ({ Id: `${i * 2000 + row}` })),
          i < 39 ? '/n' : undefined,
        ),
      );
    }
    const abort = new AbortController();
    const arranging = result.arrange({ sort: { column: 'Id', descending: true } }, abort.signal);
    abort.abort();
    await assert.rejects(arranging, { name: 'AbortError' });
    assert.equal(result.window(0, 1).ids[0], '0');
    result.close();
  });

  it('sorts as a stable sort of the values does', async () => {
    const cell = fc.oneof(fc.constant(null), fc.integer({ min: -3, max: 3 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { maxLength: 20 }),
        fc.boolean(),
        fc.nat(20),
        async (cells, descending, split) => {
          const records = cells.map((Size, index) => ({ Id: `${index}`, Size }));
          const result = newStore();
          result.append(page(records.slice(0, split), '/next'));
          const sort = { column: 'Size', descending };
          await result.arrange({ sort }, signal);
          result.append(page(records.slice(split)));
          await result.arrange({ sort }, signal);
          const known = records.filter(record => record.Size !== null);
          const expected = known.sort((a, b) => (descending ? b.Size! - a.Size! : a.Size! - b.Size!));
          const unknown = records.filter(record => record.Size === null);
          assert.deepEqual(
            result.window(0, 99).ids,
            [...expected, ...unknown].map(record => record.Id),
          );
          result.close();
        },
      ),
    );
  });

  it('refuses a row that is not JSON when it is asked for', () => {
    const result = newStore();
    result.append(page([{ Id: '1' }], '/next'));
    result.append(Buffer.from('{"totalSize":6,"done":true,"records":[{"Id":oops}]}'));
    assert.deepEqual(result.window(0, 1).ids, ['1']);
    assert.throws(() => result.window(1, 2), { code: 'BAD_ANSWER' });
  });

  it('tells the next page, and refuses what is no page', () => {
    const result = newStore();
    assert.deepEqual(result.append(page([{ Id: '1' }], '/next')), { totalSize: 6, next: '/next' });
    assert.deepEqual(result.append(page([])), { totalSize: 6, next: undefined });
    for (const text of ['{"totalSize":1,"done":false,"records":[]}', '{"records":[]}', '[]', '']) {
      assert.throws(() => result.append(Buffer.from(text)), { code: 'BAD_ANSWER' }, text);
    }
  });
});
