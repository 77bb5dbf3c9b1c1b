import { csvRow, delimiters, lineEndings, quoted, readRows, UnreadableCsvError } from '../csv.ts';
import type { Job } from '../job.ts';
import { isFailure, type Outcome, type Outcomes } from './outcomes.ts';
import type { Uploads } from './uploads.ts';

export interface ResultSources {
  readonly uploads: Uploads;
  readonly outcomes: Outcomes;
}

export type ResultKind = 'successfulResults' | 'failedResults' | 'unprocessedrecords';

const ownColumns: Readonly<Record<ResultKind, readonly string[]>> = {
  successfulResults: ['sf__Id', 'sf__Created'],
  failedResults: ['sf__Id', 'sf__Error'],
  unprocessedrecords: [],
};

/**
 * The rows of a job that came to this end, as CSV: the uploaded rows are read once more, beside what became of each.
 * Every cell of a row is quoted; of the header, only the columns that the upload did not have.
 */
export async function* resultCsv(sources: ResultSources, job: Job, kind: ResultKind): AsyncGenerator<string> {
  const { format } = job;
  const outcomes = sources.outcomes.read(job.id)[Symbol.iterator]();
  let isHeader = true;
  try {
    for (const row of readRows(sources.uploads.read(job.id), format)) {
      if (isHeader) {
        const cells = [...ownColumns[kind].map(quoted), ...row];
        yield cells.join(delimiters[format.columnDelimiter]) + lineEndings[format.lineEnding];
        isHeader = false;
        continue;
      }
      const { value: outcome } = outcomes.next() as IteratorResult<Outcome, undefined>;
      const own = ownCells(kind, outcome);
      if (own !== undefined) yield csvRow([...own, ...row], format);
    }
  } catch (error) {
    // Rows behind the fault have no cells that could be written.
    if (!(error instanceof UnreadableCsvError)) throw error;
  }
}

/** What stands before the cells of the upload; undefined for a row that came to another end. */
function ownCells(kind: ResultKind, outcome: Outcome | undefined): readonly string[] | undefined {
  if (outcome === undefined) return kind === 'unprocessedrecords' ? [] : undefined;
  if (isFailure(outcome)) return kind === 'failedResults' ? outcome : undefined;
  const [id, created] = outcome;
  return kind === 'successfulResults' ? [id, String(created)] : undefined;
}
