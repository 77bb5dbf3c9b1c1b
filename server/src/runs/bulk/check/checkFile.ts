import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { type Cells, textsOf } from '../csv/cells.ts';
import { type CsvFormat, csvLimits, csvLine } from '../csv/format.ts';
import { readCells } from '../csv/readCells.ts';
import type { CsvFault } from '../csv/recordReader.ts';
import { type LoadMapping, planRows, type RowPlan } from '../load/mapping.ts';
import { checkColumns, type LoadObject, type MappingProblem } from './columns.ts';
import { type Finding, type Found, RowChecker } from './rowChecker.ts';

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

/** Looks at each row of a file before anything is sent. Memory does not grow with the file. */
export async function checkFile(
  request: CheckRequest,
  onProgress: (rows: number, bytes: number) => void,
  signal: AbortSignal,
): Promise<CheckReport> {
  const { file, csv, header, mapping } = request;
  const plan = planRows(mapping, header, csv);
  const parents = new Map(request.parents.map(parent => [parent.name.toLowerCase(), parent]));
  const { problems, columns } = checkColumns(mapping, plan.fields, request.object, parents);
  const checker = new RowChecker(plan, columns, header.length);
  const bad = new BadRows(request.badRowsFile, csv.delimiter, header);
  const faults: CsvFault[] = [];
  let rows = 0;
  let bytes = 0;
  try {
    for await (const piece of readCells(file, csv, signal)) {
      for (let cells = piece.next(); cells; cells = piece.next()) {
        const found = rows++ === 0 ? undefined : checker.check(cells);
        if (found) bad.add(cells, found);
      }
      await bad.write();
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

/** The file with the bad rows. It is made with the first of them. */
class BadRows {
  count = 0;
  readonly #file: string;
  readonly #delimiter: string;
  readonly #header: readonly string[];
  #out: WriteStream | undefined;
  #text = '';

  constructor(file: string, delimiter: string, header: readonly string[]) {
    this.#file = file;
    this.#delimiter = delimiter;
    this.#header = header;
  }

  add(cells: Cells, found: readonly Found[]): void {
    this.count++;
    const reasons = found.map(({ code, field }) => (field === '' ? code : `${code}: ${field}`)).join('; ');
    this.#text += csvLine([String(cells.line), reasons, ...textsOf(cells)], this.#delimiter);
  }

  /** Resolves when the file takes more. */
  async write(): Promise<void> {
    if (this.#text === '') return;
    this.#out ??= this.#open();
    const isReady = this.#out.write(this.#text);
    this.#text = '';
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
