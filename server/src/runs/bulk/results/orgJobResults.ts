import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { type ResultKind, readResults } from '../../../salesforce/bulk/ingest.ts';
import { type BulkKind, type BulkOrg, getJob } from '../../../salesforce/bulk/jobs.ts';
import { readPage, resultPages } from '../../../salesforce/bulk/query.ts';
import { pageWriter, unchangedCsv } from '../export/pageWriter.ts';

/**
 * Writes what came of a job of the org, ours or not, into a folder as the org gives it, and answers the files: of a load
 * one for each end that rows came to, of a query its rows. A call for the job, and one for each file or page.
 */
export async function saveOrgJob(
  org: BulkOrg,
  { kind, id }: { readonly kind: BulkKind; readonly id: string },
  folder: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  if (kind === 'query') return [await saveRows(org, id, join(folder, `${id}.csv`), signal)];
  const { state, numberRecordsProcessed = 0, numberRecordsFailed = 0 } = await getJob(org, kind, id, signal);
  const files: string[] = [];
  const download = async (result: ResultKind, name: string) => {
    const file = join(folder, `${id}.${name}.csv`);
    await readResults(
      org,
      id,
      result,
      ({ body }) => pipeline(bytesOf(body), createWriteStream(`${file}.part`), { signal }),
      signal,
    );
    await rename(`${file}.part`, file);
    files.push(file);
  };
  if (numberRecordsProcessed > numberRecordsFailed) await download('successfulResults', 'succeeded');
  if (numberRecordsFailed > 0) await download('failedResults', 'failed');
  if (state !== 'JobComplete') await download('unprocessedrecords', 'unprocessed');
  return files;
}

/** One page after the other, the header once. */
async function saveRows(org: BulkOrg, id: string, file: string, signal: AbortSignal): Promise<string> {
  const writer = pageWriter(unchangedCsv);
  const out = createWriteStream(`${file}.part`);
  let next: string | undefined;
  do {
    const pages = await resultPages(org, id, next, signal);
    for (const path of pages.paths) {
      const take = async function* (body: AsyncIterable<Buffer>) {
        for await (const { bytes } of writer.page(body)) yield bytes;
      };
      await readPage(org, path, ({ body }) => pipeline(bytesOf(body), take, out, { signal, end: false }), signal);
    }
    next = pages.next;
  } while (next !== undefined);
  out.end();
  await finished(out);
  await rename(`${file}.part`, file);
  return file;
}

const bytesOf = (body: AsyncIterable<Buffer>): Readable => Readable.from(body, { objectMode: false });
