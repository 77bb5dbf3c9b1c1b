import type { Lines } from '../../engine/index.ts';
import type { OrgDatabase } from '../../storage/database.ts';
import { type PieceFiles, pieceFiles } from './pieceFiles.ts';

/** The rows that query jobs have found, as CSV, in pieces of a fixed number of rows. */
export interface Pages {
  /** Adds a piece: all but the last have `rowsInPiece` rows. */
  append(jobId: string, lines: Lines): void;
  /** The text of rows `from` to `to` (not included), piece by piece. */
  read(jobId: string, from: number, to: number): Iterable<Uint8Array>;
  /** To be called before the job is said to be complete: then its rows outlive a crash of the computer, or it is found out. */
  flush(jobId: string): Promise<void>;
  remove(jobId: string): void;
}

export const rowsInPiece = 2000;

/**
 * Only where the rows end is in the database. Their text lies beside it: through its log it would be written twice, which
 * takes a tenth of a query.
 */
export function openPages({ sqlite, prepare }: OrgDatabase): Pages {
  forgetOlderForm(sqlite);
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS local_bulk_piece (
      job TEXT NOT NULL, piece INTEGER NOT NULL, start INTEGER NOT NULL, ends BLOB NOT NULL, end INTEGER NOT NULL,
      PRIMARY KEY (job, piece)
    ) STRICT;
    DELETE FROM local_bulk_piece WHERE job NOT IN (SELECT id FROM local_bulk_job WHERE NOT removed);
  `);
  const database = sqlite.location();
  const files = pieceFiles(database === null ? undefined : `${database}-bulk`);
  files.tidy(job => prepare('SELECT 1 FROM local_bulk_piece WHERE job = ?').get(job) !== undefined);
  failIncomplete({ prepare }, files);
  return {
    append(jobId, { text, lengths }) {
      const last = prepare('SELECT piece, end FROM local_bulk_piece WHERE job = ? ORDER BY piece DESC').get(jobId);
      const piece = last === undefined ? 0 : Number(last.piece) + 1;
      const start = Number(last?.end ?? 0);
      files.write(jobId, start, text);
      const ends = new Uint8Array(endsOf(lengths).buffer);
      prepare('INSERT INTO local_bulk_piece VALUES (?, ?, ?, ?, ?)').run(
        jobId,
        piece,
        start,
        ends,
        start + text.length,
      );
    },
    *read(jobId, from, to) {
      for (let piece = Math.floor(from / rowsInPiece); piece * rowsInPiece < to; piece++) {
        const row = prepare('SELECT start, ends FROM local_bulk_piece WHERE job = ? AND piece = ?').get(jobId, piece);
        if (!(row?.ends instanceof Uint8Array)) return;
        const ends = new Uint32Array(row.ends.slice().buffer);
        const first = piece * rowsInPiece;
        const begin = from > first ? ends[from - first - 1]! : 0;
        yield files.read(jobId, Number(row.start), begin, ends[Math.min(to - first, ends.length) - 1]!);
      }
    },
    flush: files.flush,
    remove(jobId) {
      prepare('DELETE FROM local_bulk_piece WHERE job = ?').run(jobId);
      files.remove(jobId);
    },
  };
}

/** Versions before this one kept the text in the database. Jobs whose results are there go with them, but for their ids. */
function forgetOlderForm(sqlite: OrgDatabase['sqlite']): void {
  const old = sqlite.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'local_bulk_page'").get();
  if (old === undefined) return;
  sqlite.exec(`
    UPDATE local_bulk_job SET removed = 1 WHERE kind = 'query' AND state = 'JobComplete';
    DROP TABLE local_bulk_page;
  `);
}

/** A job whose text is gone (somebody removed it, or a disk lost it) says so, instead of breaking off where it is read. */
function failIncomplete({ prepare }: Pick<OrgDatabase, 'prepare'>, files: PieceFiles): void {
  const sql = `
    SELECT job, max(local_bulk_piece.end) AS length FROM local_bulk_piece
    JOIN local_bulk_job ON id = job WHERE state = 'JobComplete' GROUP BY job`;
  for (const { job, length } of prepare(sql).all()) {
    if (files.length(String(job)) >= Number(length)) continue;
    const changes = "state = 'Failed', errorMessage = 'InternalServerError : The results are lost.'";
    prepare(`UPDATE local_bulk_job SET ${changes} WHERE id = ?`).run(job ?? null);
  }
}

/** Where each line ends, in bytes. */
function endsOf(lengths: readonly number[]): Uint32Array<ArrayBuffer> {
  let end = 0;
  return Uint32Array.from(lengths, length => {
    end += length;
    return end;
  });
}
