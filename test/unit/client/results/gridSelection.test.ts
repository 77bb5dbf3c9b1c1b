import assert from 'node:assert/strict';
import { SlickRange } from 'slickgrid';
import {
  extendToRow,
  selectedCells,
  selectNothing,
  selectTheirColumns,
  selectTheirRows,
} from '../../../../client/src/results/page/gridSelection.ts';

/** A grid of the columns `A` to `D`, with the row numbers before them; its active cell is selected. */
function gridOf(rows: number, row: number, cell: number) {
  const state = { rows, active: { row, cell }, ranges: [new SlickRange(row, cell)] };
  const grid = {
    getColumns: () => [...'#ABCD'].map(id => ({ id })),
    getDataLength: () => state.rows,
    getActiveCell: () => state.active,
    setActiveCell: (toRow: number, toCell: number) => {
      state.active = { row: toRow, cell: toCell };
      state.ranges = [new SlickRange(toRow, toCell)];
    },
    getViewport: () => ({ leftPx: 0 }),
    scrollToX: () => undefined,
    getEditorLock: () => ({ commitCurrentEdit: () => true }),
    getSelectionModel: () => ({
      getSelectedRanges: () => state.ranges,
      setSelectedRanges(ranges: SlickRange[]) {
        state.ranges = ranges;
      },
    }),
  } as never;
  /** `2-5 AB`: rows and columns. */
  const selected = () => {
    const { fromRow, toRow, columns } = selectedCells(grid) ?? assert.fail();
    return `${fromRow}-${toRow} ${columns.join('')}`;
  };
  return { grid, state, selected };
}

describe('what is selected in the grid', () => {
  it('is whole columns, then their rows, wherever the active cell is', () => {
    const { grid, state, selected } = gridOf(9, 4, 2);
    selectTheirColumns(grid);
    assert.equal(selected(), '0-8 B');
    selectTheirRows(grid);
    assert.equal(selected(), '0-8 ABCD');
    assert.equal(state.active.row, 4);
  });

  it('is all rows from the active one to another, without going back to it', () => {
    const { grid, state, selected } = gridOf(9, 4, 3);
    extendToRow(grid, 2);
    assert.equal(selected(), '2-4 ABCD');
    assert.deepEqual(state.active, { row: 4, cell: 3 });
  });

  it('is never more than there is', () => {
    const { grid, state, selected } = gridOf(9, 0, 1);
    selectTheirColumns(grid);
    state.rows = 3;
    assert.equal(selected(), '0-2 A');
    state.ranges = [new SlickRange(5, 1, 7, 2)];
    assert.equal(selected(), '0-0 A');
  });

  it('is the active cell where nothing else is', () => {
    const { grid, selected } = gridOf(9, 4, 2);
    selectTheirColumns(grid);
    selectNothing(grid);
    assert.equal(selected(), '4-4 B');
  });
});
