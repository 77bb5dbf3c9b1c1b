import fs from 'node:fs';
import path from 'node:path';

/** The text of results, in a file a job. Which pieces there are is for the database to say. */
export interface PieceFiles {
  /** @param start where the piece before it ends, in bytes */
  write(jobId: string, start: number, bytes: Uint8Array): void;
  /** Bytes `from` to `to` (not included) of the piece that begins at `start`. Throws an Error where they are missing. */
  read(jobId: string, start: number, from: number, to: number): Uint8Array;
  /** Resolves once what was written outlives a crash of the computer. */
  flush(jobId: string): Promise<void>;
  /** How many bytes are there. */
  length(jobId: string): number;
  remove(jobId: string): void;
  /** Removes what is of no job that `isKnown`; what is not of this module stays. */
  tidy(isKnown: (jobId: string) => boolean): void;
}

/** @param folder made when the first piece is written; undefined: they stay in memory, as the org does */
export function pieceFiles(folder: string | undefined): PieceFiles {
  return folder === undefined ? inMemory() : inFolder(folder);
}

function inFolder(folder: string): PieceFiles {
  const fileOf = (jobId: string): string => path.join(folder, `${jobId}.csv`);
  return {
    write(jobId, start, bytes) {
      fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
      // Not in append mode: a piece whose transaction was undone is written again in its place.
      const file = fs.openSync(fileOf(jobId), fs.constants.O_WRONLY | fs.constants.O_CREAT, 0o600);
      try {
        for (let done = 0; done < bytes.length; ) {
          done += fs.writeSync(file, bytes, done, bytes.length - done, start + done);
        }
      } finally {
        fs.closeSync(file);
      }
    },
    read(jobId, start, from, to) {
      const file = fs.openSync(fileOf(jobId), 'r');
      try {
        const bytes = Buffer.allocUnsafeSlow(to - from);
        if (fs.readSync(file, bytes, 0, bytes.length, start + from) === bytes.length) return bytes;
        throw new Error(`The results of job ${jobId} are shorter than they were`);
      } finally {
        fs.closeSync(file);
      }
    },
    flush: jobId => flushed(fileOf(jobId)),
    length: jobId => sizeOf(fileOf(jobId)) ?? 0,
    remove(jobId) {
      if (sizeOf(fileOf(jobId)) !== undefined) fs.rmSync(fileOf(jobId));
    },
    tidy(isKnown) {
      if (!fs.existsSync(folder)) return;
      for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
        const { name, ext } = path.parse(entry.name);
        if (entry.isFile() && ext === '.csv' && !isKnown(name)) fs.rmSync(path.join(folder, entry.name));
      }
    },
  };
}

/** In bytes; undefined where there is no file, or a folder in its place. */
function sizeOf(file: string): number | undefined {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  return found?.isFile() ? found.size : undefined;
}

/** In the background: hundreds of MB may have to reach the disk. A file that is not there has nothing to lose. */
async function flushed(file: string): Promise<void> {
  if (sizeOf(file) === undefined) return;
  const handle = await fs.promises.open(file, 'r+');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

function inMemory(): PieceFiles {
  const jobs = new Map<string, Map<number, Uint8Array>>();
  return {
    write(jobId, start, bytes) {
      const pieces = jobs.get(jobId) ?? new Map<number, Uint8Array>();
      jobs.set(jobId, pieces.set(start, bytes));
    },
    read(jobId, start, from, to) {
      const piece = jobs.get(jobId)?.get(start);
      if (piece === undefined) throw new Error(`The results of job ${jobId} are gone`);
      return piece.subarray(from, to);
    },
    flush: () => Promise.resolve(),
    length: jobId => Array.from(jobs.get(jobId)?.values() ?? []).reduce((sum, piece) => sum + piece.length, 0),
    remove: jobId => void jobs.delete(jobId),
    tidy() {},
  };
}
