import { type Cells, cellsOf, textOf } from '../csv/cells.ts';
import { csvLimits } from '../csv/format.ts';
import { noValue, type RowPlan } from '../load/mapping.ts';
import type { CheckedColumn } from './columns.ts';
import { Duplicates } from './duplicates.ts';
import type { CellProblem } from './values.ts';

/** What is wrong with some rows: how many, where, and an example. */
export interface Finding {
  readonly code: RowProblem;
  /** The field, or '' where it is the row. */
  readonly field: string;
  count: number;
  /** Of the first rows that have it. */
  readonly lines: number[];
  /** The first such cell, cut where it is long. */
  readonly example: string;
}

export type RowProblem =
  | CellProblem
  | 'REQUIRED_EMPTY'
  | 'DUPLICATE'
  | 'TOO_MANY_CELLS'
  | 'TOO_FEW_CELLS'
  | 'RECORD_TOO_LONG'
  | 'TOO_MANY_FIELDS';

export interface Found {
  readonly code: RowProblem;
  readonly field: string;
}

const linesShown = 5;

interface Column extends CheckedColumn {
  /** Where its cell stands in the row; -1: it is a constant. */
  readonly from: number;
  /** Where its constant stands. */
  readonly place: number;
  readonly duplicates: Duplicates | undefined;
}

/** Looks at rows one after the other, as bytes: most cells are never decoded. */
export class RowChecker {
  readonly findings: Finding[] = [];
  readonly #plan: RowPlan;
  readonly #width: number;
  readonly #columns: readonly Column[];
  readonly #constants: Cells;
  readonly #byKey = new Map<string, Finding>();
  #found: Found[] | undefined;

  constructor(plan: RowPlan, columns: readonly CheckedColumn[], width: number) {
    this.#plan = plan;
    this.#width = width;
    this.#columns = columns.map((column, place) => ({
      ...column,
      from: plan.from[place]!,
      place,
      duplicates: column.unique ? new Duplicates() : undefined,
    }));
    this.#constants = cellsOf(plan.constants, 0);
  }

  get someDuplicatesUnchecked(): boolean {
    return this.#columns.some(({ duplicates }) => duplicates?.gaveUp);
  }

  /** What is wrong with a row; undefined where nothing is. */
  check(row: Cells): readonly Found[] | undefined {
    this.#found = undefined;
    const { count } = row;
    if (count !== this.#width)
      this.#note(row, count > this.#width ? 'TOO_MANY_CELLS' : 'TOO_FEW_CELLS', '', String(count));
    const fields = this.#plan.untouched ? count : this.#columns.length;
    if (fields > csvLimits.recordFields) this.#note(row, 'TOO_MANY_FIELDS', '', String(fields));
    let bytes = 0;
    const columns = this.#columns;
    for (let index = 0; index < columns.length; index++) bytes += this.#checkCell(row, columns[index]!);
    // A character has one byte at least: the characters of most rows need not be counted.
    if (bytes > csvLimits.recordLength) {
      const length = columns.reduce((sum, column) => sum + this.#sent(row, column).length + 1, 0);
      if (length > csvLimits.recordLength) this.#note(row, 'RECORD_TOO_LONG', '', String(length));
    }
    return this.#found;
  }

  /** Answers its bytes as it is sent, or more, with a delimiter. */
  #checkCell(row: Cells, column: Column): number {
    const isConstant = column.from < 0;
    const cells = isConstant ? this.#constants : row;
    const at = isConstant ? column.place : column.from;
    if (isNothing(cells, at)) {
      if (column.required) this.#note(row, 'REQUIRED_EMPTY', column.field, this.#sent(row, column));
      return noValue.length + 1;
    }
    const problem = column.check(cells, at);
    if (problem) this.#note(row, problem, column.field, textOf(cells, at));
    const { bytes, starts, ends } = cells;
    if (column.duplicates?.seen(bytes, starts[at]!, ends[at]!))
      this.#note(row, 'DUPLICATE', column.field, textOf(cells, at));
    return ends[at]! - starts[at]! + 1;
  }

  #sent(row: Cells, { from, place }: Column): string {
    const cell = from < 0 ? textOf(this.#constants, place) : from < row.count ? textOf(row, from) : '';
    return cell === '' && this.#plan.emptyIsNull ? noValue : cell;
  }

  #note({ line }: Cells, code: RowProblem, field: string, cell: string): void {
    this.#found ??= [];
    this.#found.push({ code, field });
    const key = `${code} ${field}`;
    const known = this.#byKey.get(key);
    if (known) {
      known.count++;
      if (known.lines.length < linesShown) known.lines.push(line);
      return;
    }
    const example = cell.length > 80 ? `${cell.slice(0, 80)}…` : cell;
    const finding: Finding = { code, field, count: 1, lines: [line], example };
    this.#byKey.set(key, finding);
    this.findings.push(finding);
  }
}

const noValueBytes = Buffer.from(noValue);

function isNothing({ bytes, starts, ends, count }: Cells, at: number): boolean {
  if (at >= count) return true;
  const start = starts[at]!;
  const length = ends[at]! - start;
  if (length !== noValueBytes.length || bytes[start] !== noValueBytes[0]) return length === 0;
  return noValueBytes.equals(bytes.subarray(start, start + length));
}
