import assert from 'node:assert/strict';
import { CellOpener } from '../../../../../client/src/results/page/edit/openCells.ts';
import type { GridCell } from '../../../../../client/src/results/page/gridCells.ts';

const cell: GridCell = { row: 0, column: 'Name' };

/** A grid in which the columns are still asked about, until `answer`; what of it opens is noted. */
function fixture() {
  const { promise: loading, resolve: answer } = Promise.withResolvers<void>();
  const rows = [['Acme'], ['Other']];
  const state = { active: cell, opened: 0, rows };
  const slick = {
    setOptions: () => undefined,
    onDblClick: { subscribe: () => undefined },
    getCellEditor: () => null,
    editActiveCell: () => void state.opened++,
  };
  const idOf = (row: readonly string[]) => `id of ${row[0]}`;
  const opener = new CellOpener({
    grid: { slick, activeCell: () => state.active },
    cache: { get: (row: number) => state.rows[row] },
    ids: { of: idOf },
    cells: {
      columns: { loading },
      picklists: { learn: async () => undefined },
      readOnly: () => undefined,
      rows: async (from: number) => [{ id: idOf(state.rows[from]!) }],
    },
    words: {},
    held: () => '',
    say: assert.fail,
    report: assert.fail,
  } as never);
  const settle = async () => {
    answer();
    await new Promise(resolve => setImmediate(resolve));
  };
  return { state, opener, settle, keeps: (key: string) => opener.keeps({ key } as never) };
}

describe('a cell that is about to open', () => {
  it('takes the keys until it opens', async () => {
    const { state, opener, settle, keeps } = fixture();
    opener.open(cell, 'a');
    assert.equal(keeps('Shift'), true);
    await settle();
    assert.deepEqual([state.opened, keeps('b')], [1, false]);
  });

  it('is given up by Escape', async () => {
    const { state, opener, settle, keeps } = fixture();
    opener.open(cell, 'a');
    assert.deepEqual(['b', 'Escape', 'ArrowDown'].map(keeps), [true, true, false]);
    await settle();
    assert.equal(state.opened, 0);
  });

  it('lets go of the keys for another cell that is clicked, which can be opened', async () => {
    const { state, opener, settle, keeps } = fixture();
    opener.open(cell, 'a');
    state.active = { row: 1, column: 'Name' };
    assert.equal(keeps('ArrowDown'), false);
    opener.open(state.active);
    await settle();
    assert.equal(state.opened, 1);
  });

  it('does not open for another record that has come to its place', async () => {
    const { state, opener, settle } = fixture();
    opener.open(cell, 'a');
    state.rows = state.rows.toReversed();
    await settle();
    assert.equal(state.opened, 0);
  });
});
