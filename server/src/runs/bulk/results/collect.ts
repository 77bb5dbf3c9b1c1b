import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readResults } from '../../../salesforce/bulk/ingest.ts';
import type { BulkOrg } from '../../../salesforce/bulk/jobs.ts';
import type { PartState } from '../load/state.ts';

/** The files with the results of a part as the org gave them. */
export const rawResults = (folder: string, { index }: Pick<PartState, 'index'>) => ({
  successful: join(folder, `part-${index}.successful.csv`),
  failed: join(folder, `part-${index}.failed.csv`),
});

/** Fetches what became of the rows of a job that has ended; costs a call for each kind of result that there is. */
export async function collectResults(
  org: BulkOrg,
  folder: string,
  part: PartState,
  signal: AbortSignal,
): Promise<void> {
  if (part.processed === 0 || part.job === undefined) return;
  const { job, processed, failed } = part;
  const { successful, failed: failedFile } = rawResults(folder, part);
  if (processed > failed) await download('successfulResults', successful);
  if (failed > 0) await download('failedResults', failedFile);

  async function download(kind: 'successfulResults' | 'failedResults', file: string): Promise<void> {
    const partial = `${file}.next`;
    const save = ({ body }: { body: AsyncIterable<Buffer> }) =>
      pipeline(Readable.from(body, { objectMode: false }), createWriteStream(partial), { signal });
    await readResults(org, job, kind, save, signal);
    await rename(partial, file);
  }
}
