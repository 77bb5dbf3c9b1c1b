import assert from 'node:assert/strict';
import { summaryOf } from '../../../../client/src/results/page/selectionSummary.ts';
import type { Cell } from '../../../../server/src/protocol/runs.ts';

const paths = ['Name', 'Amount', 'Share'];
const rows: readonly (readonly Cell[])[] = [
  ['Acme', 1000, 0.1],
  ['Beta', null, 0.2],
  ['Core', 234, { totalSize: 7 }],
];
/** As this language writes it. */
const n = (value: number) => value.toLocaleString();
const words = { cells: '{0} cells', sum: 'sum {0}' };

/** Rows and columns by their first and last, and what of `Amount` is changed, by name. */
function check(fromRow: number, toRow: number, columns: string, expected: string, changed: Record<string, Cell> = {}) {
  const selection = { fromRow, toRow, columns: columns.split(' ') };
  const pending = (row: readonly Cell[], path: string) => (path === 'Amount' ? changed[String(row[0])] : undefined);
  const facts = { selection, columns: paths.map(path => ({ path })), row: (index: number) => rows[index], pending };
  assert.equal(summaryOf(facts, words), expected);
}

describe('results: what is told of the selected cells', () => {
  it('is nothing of one cell, or none', () => {
    check(0, 0, 'Amount', '');
    assert.equal(
      summaryOf({ selection: undefined, columns: [], row: () => undefined, pending: () => undefined }, words),
      '',
    );
  });

  it('is their number, and the sum of the numbers among them', () => {
    check(0, 2, 'Name', '3 cells');
    check(0, 2, 'Name Amount', `6 cells · sum ${n(1234)}`);
    check(0, 1, 'Share', `2 cells · sum ${n(0.3)}`);
    check(0, 2, 'Amount Share', `6 cells · sum ${n(1234.3)}`);
  });

  it('counts what is changed and not saved yet', () => {
    check(0, 2, 'Amount', '3 cells · sum 234', { Acme: null });
    check(0, 2, 'Amount', `3 cells · sum ${n(1240)}`, { Beta: 6 });
  });

  it('has no sum where a row is not here, or where they are too many', () => {
    check(0, 3, 'Amount', '4 cells');
    check(0, 99_999, 'Amount', `${n(100_000)} cells`);
  });
});
