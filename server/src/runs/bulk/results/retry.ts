import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SalesforceError } from '../../../salesforce/errors.ts';
import { csvLine } from '../csv/format.ts';
import { readCsv, sniffFile } from '../csv/readCsv.ts';
import { planRows } from '../load/mapping.ts';
import type { LoadRequest } from '../load/newLoad.ts';
import type { LoadState } from '../load/state.ts';
import { resultFile } from './joinResults.ts';

/**
 * What is to be loaded to try the rows of a load again that failed or were not processed: a file beside the load, of the
 * rows as they were sent. Rows whose outcome is unknown stay out: they may be in the org. Throws NOTHING_TO_RETRY.
 */
export async function retryOf(load: LoadState, folder: string): Promise<LoadRequest> {
  if (load.failed + load.unprocessed === 0)
    throw new SalesforceError({ code: 'NOTHING_TO_RETRY', message: 'No row is known to have failed.' });
  const { fields } = planRows(load.mapping, load.header, load.csv);
  const file = join(folder, 'retry.csv');
  await pipeline(retryLines(load, folder, fields), createWriteStream(file));
  const { constants: _inTheRows, ...mapping } = load.mapping;
  return {
    org: load.org,
    file,
    mapping: { ...mapping, columns: Object.fromEntries(fields.map(field => [field, field])) },
    // By the same API.
    threshold: load.api === 'bulk' ? 0 : Number.MAX_SAFE_INTEGER,
    jobBytes: load.jobBytes,
    jsonTypes: load.jsonTypes,
  };
}

async function* retryLines(load: LoadState, folder: string, fields: readonly string[]): AsyncGenerator<string> {
  const { delimiter } = load.csv;
  yield csvLine(fields, delimiter);
  for (const [outcome, own] of [
    ['failed', 3],
    ['unprocessed', 2],
  ] as const) {
    if (load[outcome] === 0) continue;
    const file = resultFile(folder, outcome);
    const { format } = await sniffFile(file);
    let isHeader = true;
    for await (const { rows } of readCsv(file, { ...format, delimiter })) {
      for (const { cells } of rows) {
        if (isHeader) isHeader = false;
        else yield csvLine(cells.slice(own), delimiter);
      }
    }
  }
}
