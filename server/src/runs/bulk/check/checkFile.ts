import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { type CsvFormat, csvLimits, csvLine } from '../csv/format.ts';
import { type CsvRow, readCsv } from '../csv/readCsv.ts';
import type { CsvFault } from '../csv/recordReader.ts';
import { type LoadMapping, noValue, planRows, type RowPlan, sentRow } from '../load/mapping.ts';
import { type CheckedColumn, checkColumns, type LoadObject, type MappingProblem } from './columns.ts';
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

export interface CheckReport {
  readonly rows: number;
  readonly badRows: number;
  /** The mapping, or the file as a whole: nothing can be loaded. */
  readonly problems: readonly (MappingProblem | FileProblem)[];
  /** The CSV itself is broken at these lines: nothing can be loaded. */
  readonly faults: readonly CsvFault[];
  readonly findings: readonly Finding[];
  /** Whether duplicates were looked for among the first rows only. */
  readonly someDuplicatesUnchecked: boolean;
  /** Bytes of the file. */
  readonly bytes: number;
}

export interface FileProblem {
  readonly code: 'HEADER_TOO_LONG' | 'NO_HEADER' | 'TOO_MANY_ROWS' | 'NO_ROWS' | 'SAME_TITLE';
  readonly field: string;
}

export interface CheckRequest {
  readonly file: string;
  readonly csv: CsvFormat;
  readonly header: readonly string[];
  readonly mapping: LoadMapping;
  readonly object: LoadObject;
  /** The objects behind relationship columns. */
  readonly parents: readonly LoadObject[];
  /** Where the bad rows go, with the line and the problems of each in front; no file where there are none. */
  readonly badRowsFile: string;
}

/** Rows that an org takes in a day. */
const dailyRows = 150_000_000;
const linesShown = 5;

/** Looks at each row of a file before anything is sent. Memory does not grow with the file. */
export async function checkFile(
  request: CheckRequest,
  onProgress: (rows: number, bytes: number) => void,
  signal: AbortSignal,
): Promise<CheckReport> {
  const { file, csv, header, mapping } = request;
  const plan = planRows(mapping, header, csv);
  const parents = new Map(request.parents.map(parent => [parent.name.toLowerCase(), parent]));
  const { problems, columns } = checkColumns(mapping, plan, request.object, parents);
  const checker = new RowChecker(plan, columns, header.length);
  const bad = new BadRows(request.badRowsFile, csv.delimiter, header);
  const faults: CsvFault[] = [];
  let rows = 0;
  let bytes = 0;
  try {
    for await (const piece of readCsv(file, csv, signal)) {
      for (const row of piece.rows) {
        if (rows++ === 0) continue;
        const found = checker.check(row);
        if (found) await bad.write(row, found);
      }
      faults.push(...piece.faults);
      bytes = piece.bytes;
      onProgress(Math.max(0, rows - 1), bytes);
    }
  } finally {
    await bad.end(signal.aborted);
  }
  const count = Math.max(0, rows - 1);
  return {
    rows: count,
    badRows: bad.count,
    problems: [...fileProblems(plan, header, csv, count), ...problems],
    faults,
    findings: checker.findings,
    someDuplicatesUnchecked: checker.someDuplicatesUnchecked,
    bytes,
  };
}

function fileProblems(plan: RowPlan, header: readonly string[], { delimiter }: CsvFormat, rows: number): FileProblem[] {
  const problems: FileProblem[] = [];
  const add = (code: FileProblem['code'], field = '') => problems.push({ code, field });
  if (header.length === 0) add('NO_HEADER');
  else if (rows === 0) add('NO_ROWS');
  if (plan.fields.join(delimiter).length > csvLimits.headerLength) add('HEADER_TOO_LONG');
  if (rows > dailyRows) add('TOO_MANY_ROWS');
  for (const [index, title] of header.entries())
    if (title !== '' && header.indexOf(title) < index) add('SAME_TITLE', title);
  return problems;
}

interface Found {
  readonly code: RowProblem;
  readonly field: string;
}

class RowChecker {
  readonly findings: Finding[] = [];
  readonly #plan: RowPlan;
  readonly #columns: readonly CheckedColumn[];
  readonly #width: number;
  readonly #duplicates: readonly (Duplicates | undefined)[];
  readonly #byKey = new Map<string, Finding>();

  constructor(plan: RowPlan, columns: readonly CheckedColumn[], width: number) {
    this.#plan = plan;
    this.#columns = columns;
    this.#width = width;
    this.#duplicates = columns.map(({ unique }) => (unique ? new Duplicates() : undefined));
  }

  get someDuplicatesUnchecked(): boolean {
    return this.#duplicates.some(duplicates => duplicates?.gaveUp);
  }

  /** What is wrong with a row; undefined where nothing is. */
  check({ cells, line }: CsvRow): Found[] | undefined {
    let found: Found[] | undefined;
    const note = (code: RowProblem, field: string, cell: string) => {
      found ??= [];
      found.push({ code, field });
      this.#note(code, field, line, cell);
    };
    if (cells.length !== this.#width) {
      note(cells.length > this.#width ? 'TOO_MANY_CELLS' : 'TOO_FEW_CELLS', '', String(cells.length));
    }
    const sent = sentRow(this.#plan, cells);
    if (sent.length > csvLimits.recordFields) note('TOO_MANY_FIELDS', '', String(sent.length));
    let length = 0;
    const columns = this.#columns;
    for (let place = 0; place < columns.length; place++) {
      const { check, required, field } = columns[place]!;
      const cell = sent[place] ?? '';
      length += cell.length + 1;
      if (cell === '' || cell === noValue) {
        if (required) note('REQUIRED_EMPTY', field, cell);
        continue;
      }
      const problem = check(cell);
      if (problem) note(problem, field, cell);
      if (this.#duplicates[place]?.seen(cell)) note('DUPLICATE', field, cell);
    }
    if (length > csvLimits.recordLength) note('RECORD_TOO_LONG', '', String(length));
    return found;
  }

  #note(code: RowProblem, field: string, line: number, cell: string): void {
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

/** The file with the bad rows. It is made with the first of them. */
class BadRows {
  count = 0;
  readonly #file: string;
  readonly #delimiter: string;
  readonly #header: readonly string[];
  #out: WriteStream | undefined;

  constructor(file: string, delimiter: string, header: readonly string[]) {
    this.#file = file;
    this.#delimiter = delimiter;
    this.#header = header;
  }

  async write({ cells, line }: CsvRow, found: readonly Found[]): Promise<void> {
    this.count++;
    this.#out ??= this.#open();
    const reasons = found.map(({ code, field }) => (field === '' ? code : `${code}: ${field}`)).join('; ');
    const isReady = this.#out.write(csvLine([String(line), reasons, ...cells], this.#delimiter));
    if (!isReady) await once(this.#out, 'drain');
  }

  async end(aborted: boolean): Promise<void> {
    if (!this.#out) return rm(this.#file, { force: true });
    this.#out.end();
    await finished(this.#out);
    if (aborted) await rm(`${this.#file}.next`, { force: true });
    else await rename(`${this.#file}.next`, this.#file);
  }

  #open(): WriteStream {
    const out = createWriteStream(`${this.#file}.next`);
    out.write(csvLine(['sf__Line', 'sf__Error', ...this.#header], this.#delimiter));
    return out;
  }
}
