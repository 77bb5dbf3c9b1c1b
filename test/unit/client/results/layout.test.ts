import assert from 'node:assert/strict';
import {
  keptLayout,
  plainLayout,
  shownColumns,
  withHidden,
  withOrder,
  withPinned,
  withWidth,
} from '../../../../client/src/results/page/layout.ts';

const columns = ['A', 'B', 'C', 'D'].map(path => ({ path, kind: 'text' as const }));
const plain = plainLayout(columns);
const shown = (layout = plain) => shownColumns(layout).join('');

describe('results: layout of the columns', () => {
  it('hides, pins and reorders', () => {
    assert.equal(shown(), 'ABCD');
    assert.equal(shown(withHidden(plain, ['B'])), 'ACD');
    assert.equal(shown(withPinned(withPinned(plain, 'D', true), 'C', true)), 'CDAB');
    assert.equal(shown(withPinned(withPinned(plain, 'C', true), 'C', false)), 'ABCD');
    assert.equal(shown(withHidden(withOrder(withHidden(plain, ['B']), ['D', 'A', 'C']), [])), 'DBAC');
  });

  it('leaves something to see', () => {
    assert.equal(shown(withHidden(plain, ['A', 'B', 'C', 'D'])), 'ABCD');
  });

  it('is kept while the columns are the same', () => {
    const wide = withWidth(withHidden(plain, ['A']), 'B', 300);
    assert.equal(keptLayout(wide, [...columns].reverse()), wide);
    assert.equal(shown(keptLayout(wide, columns.slice(1))), 'BCD');
    assert.equal(keptLayout(undefined, columns).widths.size, 0);
  });
});
