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

  it('is as exact as the numbers are', () => {
    const sumOf = (...numbers: readonly number[]) => {
      const selection = { fromRow: 0, toRow: numbers.length - 1, columns: ['Amount'] };
      const row = (index: number) => [numbers[index]!];
      return summaryOf({ selection, columns: [{ path: 'Amount' }], row, pending: () => undefined }, words);
    };
    const small = (value: number) => value.toLocaleString(undefined, { maximumFractionDigits: 18 });
    assert.equal(sumOf(1e-7, 2.5e-7), `2 cells · sum ${small(3.5e-7)}`);
    assert.equal(sumOf(-0.1, 1e21), `2 cells · sum ${n(1e21)}`);
    assert.equal(sumOf(1.005, 2, -0.25), `3 cells · sum ${n(2.755)}`);
    // Added up as they stand these are 19,999,999,999,799.45.
    const amounts = new Array<number>(20_000).fill(999_999_999.99);
    assert.equal(sumOf(...amounts), `${n(20_000)} cells · sum ${n(19_999_999_999_800)}`);
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
