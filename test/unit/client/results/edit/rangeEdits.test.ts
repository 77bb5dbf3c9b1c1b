import assert from 'node:assert/strict';
import { PendingEdits } from '../../../../../client/src/results/page/edit/pendingEdits.ts';
import { emptyCells, fillDown, paste } from '../../../../../client/src/results/page/edit/rangeEdits.ts';
import type { Selection } from '../../../../../client/src/results/page/gridSelection.ts';

/** A result of one text column with a million rows, of which some are selected. `changed`: rows and their new texts. */
function rowsOf(selection: Selection, clipboard = '') {
  const edits = new PendingEdits();
  const state = { selection };
  const rowAt = (index: number) => ({
    object: 'Thing__c',
    id: `${index}`,
    name: '',
    index,
    row: [],
    value: () => `row ${index}`,
  });
  const parts = {
    grid: { selection: () => state.selection, slick: { getDataLength: () => 1_000_000 } },
    view: { facts: { layout: { order: ['Name'], hidden: new Set(), pinned: new Set() } } },
    cells: {
      columns: { field: (name: string) => ({ name, type: 'string', length: 0, nillable: true, values: [] }) },
      picklists: { learn: async () => undefined, allowed: () => [] },
      readOnly: () => undefined,
      rows: async (from: number, to: number) =>
        Array.from({ length: to - from + 1 }, (_, index) => rowAt(from + index)),
    },
    edits,
    deleted: { has: () => false },
    words: { tooMany: 'too many', pasted: 'changed {0}' },
    ask: async () => ({ text: clipboard }),
  } as never;
  const changed = () => edits.records.map(({ id, cells }) => `${id}: ${cells.get('Name')?.after}`);
  return { parts, state, changed };
}

const rows = (fromRow: number, toRow: number): Selection => ({ fromRow, toRow, columns: ['Name'] });

describe('changes of all selected cells', () => {
  it('fill what was selected then, whatever is selected by the time the rows are here', async () => {
    const { parts, state, changed } = rowsOf(rows(3, 5));
    const filling = fillDown(parts);
    state.selection = rows(7, 9);
    assert.equal(await filling, 'changed 2');
    assert.deepEqual(changed(), ['4: row 3', '5: row 3']);
  });

  it('are none of them where they would be too many', async () => {
    for (const act of [paste, fillDown, emptyCells]) {
      const { parts, changed } = rowsOf(rows(0, 999_999), 'one');
      assert.equal(await act(parts), 'too many', act.name);
      assert.deepEqual(changed(), []);
    }
  });

  it('paste what fits, over a selection of any height', async () => {
    const { parts, changed } = rowsOf(rows(0, 99_999), 'a\nb\nc');
    assert.equal(await paste(parts), 'changed 3');
    assert.deepEqual(changed(), ['0: a', '1: b', '2: c']);
  });
});
