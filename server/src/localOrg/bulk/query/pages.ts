import type { Lines } from '../../engine/index.ts';
import type { OrgDatabase } from '../../storage/database.ts';

/** The rows that query jobs have found, as CSV, in pieces of a fixed number of rows. */
export interface Pages {
  /** Adds a piece: all but the last have `rowsInPiece` rows. */
  append(jobId: string, lines: Lines): void;
  /** The text of rows `from` to `to` (not included), piece by piece. */
  read(jobId: string, from: number, to: number): Iterable<Uint8Array>;
  remove(jobId: string): void;
}

export const rowsInPiece = 2000;

export function openPages({ sqlite, prepare }: OrgDatabase): Pages {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS local_bulk_page (
      job TEXT NOT NULL, piece INTEGER NOT NULL, text BLOB NOT NULL, ends BLOB NOT NULL, PRIMARY KEY (job, piece)
    ) STRICT;
    DELETE FROM local_bulk_page WHERE job NOT IN (SELECT id FROM local_bulk_job);
  `);
  return {
    append(jobId, { text, lengths }) {
      const next = '(SELECT coalesce(max(piece), -1) + 1 FROM local_bulk_page WHERE job = ?)';
      const sql = `INSERT INTO local_bulk_page VALUES (?, ${next}, ?, ?)`;
      prepare(sql).run(jobId, jobId, text, new Uint8Array(endsOf(lengths).buffer));
    },
    *read(jobId, from, to) {
      for (let piece = Math.floor(from / rowsInPiece); piece * rowsInPiece < to; piece++) {
        const row = prepare('SELECT text, ends FROM local_bulk_page WHERE job = ? AND piece = ?').get(jobId, piece);
        if (!(row?.text instanceof Uint8Array) || !(row.ends instanceof Uint8Array)) return;
        const ends = new Uint32Array(row.ends.slice().buffer);
        const first = piece * rowsInPiece;
        const start = from > first ? ends[from - first - 1] : 0;
        yield row.text.subarray(start, ends[Math.min(to - first, ends.length) - 1]);
      }
    },
    remove: jobId => void prepare('DELETE FROM local_bulk_page WHERE job = ?').run(jobId),
  };
}

/** Where each line ends, in bytes. */
function endsOf(lengths: readonly number[]): Uint32Array<ArrayBuffer> {
  let end = 0;
  return Uint32Array.from(lengths, length => {
    end += length;
    return end;
  });
}
