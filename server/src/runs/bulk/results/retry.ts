import { join } from 'node:path';
import { SalesforceError } from '../../../salesforce/errors.ts';
import type { CsvFormat } from '../csv/format.ts';
import { LineWriter } from '../csv/lineWriter.ts';
import { readCells } from '../csv/readCells.ts';
import { planRows } from '../load/mapping.ts';
import type { LoadRequest } from '../load/newLoad.ts';
import type { LoadState } from '../load/state.ts';
import { resultFile } from './joinResults.ts';

/**
 * What is to be loaded to try the rows of a load again that failed or were not processed: a file in the `target` folder, of
 * the rows as they were sent. Rows whose outcome is unknown stay out: they may be in the org. Throws NOTHING_TO_RETRY.
 */
export async function retryOf(load: LoadState, folder: string, target: string): Promise<LoadRequest> {
  if (load.failed + load.unprocessed === 0)
    throw new SalesforceError({ code: 'NOTHING_TO_RETRY', message: 'No row is known to have failed.' });
  const { fields } = planRows(load.mapping, load.header, load.csv);
  const file = join(target, 'retry.csv');
  // As all files that we write of a load are written.
  const csv = { ...load.csv, lineEnding: 'LF', encoding: 'utf-8', markBytes: 0 } as const;
  await writeRows(load, folder, { csv, header: fields }, file);
  const { constants: _inTheRows, ...mapping } = load.mapping;
  return {
    org: load.org,
    file,
    written: { csv, header: fields },
    mapping: { ...mapping, columns: Object.fromEntries(fields.map(field => [field, field])) },
    // By the same API.
    threshold: load.api === 'bulk' ? 0 : Number.MAX_SAFE_INTEGER,
    jobBytes: load.jobBytes,
    jsonTypes: load.jsonTypes,
  };
}

async function writeRows(
  load: LoadState,
  folder: string,
  { csv, header }: { readonly csv: CsvFormat; readonly header: readonly string[] },
  target: string,
): Promise<void> {
  await using lines = await LineWriter.create(target, csv.delimiter);
  for (const field of header) lines.text(field);
  lines.endLine();
  for (const [outcome, own] of [
    ['failed', 3],
    ['unprocessed', 2],
  ] as const) {
    if (load[outcome] === 0) continue;
    let isHeader = true;
    for await (const piece of readCells(resultFile(folder, outcome), csv)) {
      for (let cells = piece.next(); cells; cells = piece.next()) {
        if (isHeader) isHeader = false;
        else lines.cells(cells, own).endLine();
      }
      await lines.flush();
    }
  }
  await lines.end();
}
