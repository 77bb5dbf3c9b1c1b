import type { OrgDatabase } from '../../storage/database.ts';

/** The CSV that clients have uploaded, in pieces: a job's data never stands in memory as a whole. */
export interface Uploads {
  /** Adds bytes to the end of a job's data. */
  append(jobId: string, bytes: Uint8Array): void;
  /** Nothing more comes. Data that was never finished is gone after a restart of the org. */
  finish(jobId: string): void;
  isFinished(jobId: string): boolean;
  /** The pieces, read one at a time. */
  read(jobId: string): Iterable<Uint8Array>;
  remove(jobId: string): void;
}

export function openUploads({ sqlite, prepare }: OrgDatabase): Uploads {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS local_bulk_upload (
      job TEXT NOT NULL, piece INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (job, piece)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS local_bulk_finished_upload (job TEXT NOT NULL PRIMARY KEY) STRICT;
    DELETE FROM local_bulk_finished_upload WHERE job NOT IN (SELECT id FROM local_bulk_job WHERE NOT removed);
    DELETE FROM local_bulk_upload WHERE job NOT IN (SELECT job FROM local_bulk_finished_upload);
  `);
  const piece = (jobId: string, number: number) =>
    prepare('SELECT bytes FROM local_bulk_upload WHERE job = ? AND piece = ?').get(jobId, number)?.bytes;
  return {
    append(jobId, bytes) {
      const next = '(SELECT coalesce(max(piece), -1) + 1 FROM local_bulk_upload WHERE job = ?)';
      prepare(`INSERT INTO local_bulk_upload VALUES (?, ${next}, ?)`).run(jobId, jobId, bytes);
    },
    finish: jobId => void prepare('INSERT INTO local_bulk_finished_upload VALUES (?)').run(jobId),
    isFinished: jobId => prepare('SELECT 1 FROM local_bulk_finished_upload WHERE job = ?').get(jobId) !== undefined,
    *read(jobId) {
      for (let number = 0; ; number++) {
        const bytes = piece(jobId, number);
        if (!(bytes instanceof Uint8Array)) return;
        yield bytes;
      }
    },
    remove(jobId) {
      prepare('DELETE FROM local_bulk_finished_upload WHERE job = ?').run(jobId);
      prepare('DELETE FROM local_bulk_upload WHERE job = ?').run(jobId);
    },
  };
}
