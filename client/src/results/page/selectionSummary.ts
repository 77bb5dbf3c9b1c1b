// What a spreadsheet tells of the selected cells: how many they are, and their sum.
import type { Cell, RunColumn } from '../../../../server/src/protocol/runs.ts';
import { filled, numberText } from '../../webview/page/texts.ts';
import type { Selection } from './gridSelection.ts';
import type { Words } from './messages.ts';
import type { Row } from './rowCache.ts';

/** Of more cells no sum is told: these take some 4 ms, with each move of the mouse, and more rows are never here at a time. */
const mostCells = 20_000;

export interface SelectionFacts {
  readonly selection: Selection | undefined;
  readonly columns: readonly Pick<RunColumn, 'path'>[];
  /** Undefined where the row is not here. */
  readonly row: (index: number) => Row | undefined;
  /** What the cell shows in place of its value, if that is changed. */
  readonly pending: (row: Row, path: string) => Cell;
}

/** In words; empty where less than two cells are selected. The sum is told where numbers are among them and all rows are here. */
export function summaryOf(facts: SelectionFacts, words: Pick<Words, 'cells' | 'sum'>): string {
  const { selection } = facts;
  if (!selection) return '';
  const cells = (selection.toRow - selection.fromRow + 1) * selection.columns.length;
  if (cells < 2) return '';
  const numbers = cells > mostCells ? [] : numbersOf(selection, facts);
  const told = [filled(words.cells, cells)];
  if (numbers.length > 0) told.push(filled(words.sum, sumText(numbers)));
  return told.join(' · ');
}

/** None where a row is not here. */
function numbersOf({ fromRow, toRow, columns: paths }: Selection, facts: SelectionFacts): readonly number[] {
  const columns = paths.map(path => ({ path, place: facts.columns.findIndex(column => column.path === path) }));
  const numbers: number[] = [];
  for (let index = fromRow; index <= toRow; index++) {
    const row = facts.row(index);
    if (!row) return [];
    for (const { path, place } of columns) {
      const pending = facts.pending(row, path);
      const value = pending === undefined ? row[place] : pending;
      if (typeof value === 'number') numbers.push(value);
    }
  }
  return numbers;
}

/** With as many decimals as the numbers have: 0.1 and 0.2 are 0.3. In their smallest unit, where little is rounded. */
function sumText(numbers: readonly number[]): string {
  const decimals = mostDecimals(numbers);
  const unit = 10 ** decimals;
  const sum = numbers.reduce((all, number) => all + Math.round(number * unit), 0) / unit;
  return numberText(sum, { maximumFractionDigits: decimals });
}

/** As the cells show them: 18 at most. */
function mostDecimals(numbers: readonly number[]): number {
  let decimals = 0;
  let unit = 1;
  for (const number of numbers) {
    while (decimals < 18 && Math.round(number * unit) / unit !== number) unit = 10 ** ++decimals;
  }
  return decimals;
}
