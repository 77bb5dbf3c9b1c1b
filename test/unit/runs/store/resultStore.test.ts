import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ResultStore } from '../../../../server/src/runs/store/resultStore.ts';

const page = (records: unknown[], next?: string) =>
  Buffer.from(JSON.stringify({ totalSize: 6, done: !next, nextRecordsUrl: next, records }));

function store() {
  const result = new ResultStore([]);
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

  it('sorts all rows by a column: stable, nulls last both ways, numbers as numbers', () => {
    const result = store();
    const order = (column?: string, descending = false) => {
      result.sort(column, descending);
      return result.window(0, 9).ids.join('');
    };
    assert.equal(order('Size'), '32154');
    assert.equal(order('Size', true), '15234');
    assert.equal(order('Name'), '34512');
    assert.equal(order('Name', true), '13452');
    assert.equal(order(), '12345');
  });

  it('keeps its order while rows arrive', () => {
    const result = store();
    result.sort('Size', false);
    assert.equal(result.window(0, 1).ids[0], '3');
    result.append(page([{ Id: '6', Name: 'z', Size: 0 }]));
    assert.equal(result.window(0, 1).ids[0], '6');
  });

  it('sorts as a stable sort of the values does', () => {
    const cell = fc.oneof(fc.constant(null), fc.integer({ min: -3, max: 3 }));
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 20 }), fc.boolean(), fc.nat(20), (cells, descending, split) => {
        const records = cells.map((Size, index) => ({ Id: `${index}`, Size }));
        const result = new ResultStore([]);
        result.append(page(records.slice(0, split), '/next'));
        result.sort('Size', descending);
        result.window(0, 1);
        result.append(page(records.slice(split)));
        const known = records.filter(record => record.Size !== null);
        const expected = known.sort((a, b) => (descending ? b.Size! - a.Size! : a.Size! - b.Size!));
        const unknown = records.filter(record => record.Size === null);
        assert.deepEqual(
          result.window(0, 99).ids,
          [...expected, ...unknown].map(record => record.Id),
        );
      }),
    );
  });

  it('refuses a row that is not JSON when it is asked for', () => {
    const result = new ResultStore([]);
    result.append(page([{ Id: '1' }], '/next'));
    result.append(Buffer.from('{"totalSize":6,"done":true,"records":[{"Id":oops}]}'));
    assert.deepEqual(result.window(0, 1).ids, ['1']);
    assert.throws(() => result.window(1, 2), { code: 'BAD_ANSWER' });
  });

  it('tells the next page, and refuses what is no page', () => {
    const result = new ResultStore([]);
    assert.deepEqual(result.append(page([{ Id: '1' }], '/next')), { totalSize: 6, next: '/next' });
    assert.deepEqual(result.append(page([])), { totalSize: 6, next: undefined });
    for (const text of ['{"totalSize":1,"done":false,"records":[]}', '{"records":[]}', '[]', '']) {
      assert.throws(() => result.append(Buffer.from(text)), { code: 'BAD_ANSWER' }, text);
    }
  });
});
