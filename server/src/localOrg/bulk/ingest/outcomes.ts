import type { OrgDatabase } from '../../storage/database.ts';

/** What became of a row: the record and whether it is new, or the record (if the row named one) and the error. */
export type Outcome =
  | readonly [id: string, created: boolean]
  /** `CODE:message:fields --` */
  | readonly [id: string, error: string];

/** What became of the rows of a job, in their order. Rows beyond have not been tried. */
export interface Outcomes {
  append(jobId: string, firstRow: number, outcomes: readonly Outcome[]): void;
  /** Read chunk by chunk. */
  read(jobId: string): Iterable<Outcome>;
  remove(jobId: string): void;
}

export function openOutcomes({ sqlite, prepare }: OrgDatabase): Outcomes {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS local_bulk_outcome (
      job TEXT NOT NULL, firstRow INTEGER NOT NULL, outcomes TEXT NOT NULL, PRIMARY KEY (job, firstRow)
    ) STRICT;
    DELETE FROM local_bulk_outcome WHERE job NOT IN (SELECT id FROM local_bulk_job WHERE NOT removed);
  `);
  return {
    append(jobId, firstRow, outcomes) {
      prepare('INSERT INTO local_bulk_outcome VALUES (?, ?, ?)').run(jobId, firstRow, JSON.stringify(outcomes));
    },
    *read(jobId) {
      for (let row = 0; ; ) {
        const text = prepare('SELECT outcomes FROM local_bulk_outcome WHERE job = ? AND firstRow = ?').get(jobId, row);
        if (text === undefined) return;
        const outcomes = JSON.parse(String(text.outcomes)) as readonly Outcome[];
        yield* outcomes;
        row += outcomes.length;
      }
    },
    remove: jobId => void prepare('DELETE FROM local_bulk_outcome WHERE job = ?').run(jobId),
  };
}

export function isFailure(outcome: Outcome): outcome is readonly [id: string, error: string] {
  return typeof outcome[1] === 'string';
}
