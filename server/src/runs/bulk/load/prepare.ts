import { createWriteStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvLine, lineEndings } from '../csv/format.ts';
import { readCsv } from '../csv/readCsv.ts';
import { planRows, sentRow } from './mapping.ts';
import type { LoadState } from './state.ts';

/** A file whose rows are sent as they are, and the header that goes in front of each part of it. */
export interface Prepared {
  readonly file: string;
  /** Whether it is a file of ours, which has to be written first. */
  readonly isRewritten: boolean;
  /** Where the rows begin is looked for from here on. */
  readonly markBytes: number;
  readonly header: string;
  readonly lineEnding: 'LF' | 'CRLF';
}

/** Where the rows are that a load sends: in its own file, or rewritten in the file at `rewritten`. */
export function preparedOf(load: LoadState, rewritten: string): Prepared {
  const { csv } = load;
  const plan = planRows(load.mapping, load.header, csv);
  const header = csvLine(plan.fields, csv.delimiter);
  if (!plan.untouched || csv.lineEnding === 'CR')
    return { file: rewritten, isRewritten: true, markBytes: 0, header, lineEnding: 'LF' };
  const ending = lineEndings[csv.lineEnding];
  return {
    file: load.file,
    isRewritten: false,
    markBytes: csv.markBytes,
    header: header.replace(/\n$/, ending),
    lineEnding: csv.lineEnding,
  };
}

/** Writes the rows as they are to be sent, one for each row of the file, in its order. */
export async function writePrepared(load: LoadState, rewritten: string, signal: AbortSignal): Promise<void> {
  const partial = `${rewritten}.next`;
  const lines = Readable.from(preparedLines(load, signal), { objectMode: false });
  await pipeline(lines, createWriteStream(partial), { signal });
  {
    await using handle = await open(partial, 'r+');
    await handle.sync();
  }
  await rename(partial, rewritten);
}

async function* preparedLines(load: LoadState, signal: AbortSignal): AsyncGenerator<string> {
  const { csv } = load;
  const plan = planRows(load.mapping, load.header, csv);
  yield csvLine(plan.fields, csv.delimiter);
  let isHeader = true;
  for await (const { rows } of readCsv(load.file, csv, signal)) {
    let text = '';
    for (const { cells } of rows) {
      if (isHeader) isHeader = false;
      else text += csvLine(sentRow(plan, cells), csv.delimiter);
    }
    if (text !== '') yield text;
  }
}
