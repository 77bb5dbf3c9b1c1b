import { open, rename } from 'node:fs/promises';
import { csvLine, lineEndings } from '../csv/format.ts';
import { LineWriter } from '../csv/lineWriter.ts';
import { readCells } from '../csv/readCells.ts';
import { planRows } from './mapping.ts';
import { sentCells } from './sentCells.ts';
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
  await writeRows(load, partial, signal);
  {
    await using handle = await open(partial, 'r+');
    await handle.sync();
  }
  await rename(partial, rewritten);
}

async function writeRows(
  { file, csv, mapping, header }: LoadState,
  target: string,
  signal: AbortSignal,
): Promise<void> {
  const plan = planRows(mapping, header, csv);
  const sent = sentCells(plan);
  await using lines = await LineWriter.create(target, csv.delimiter);
  for (const field of plan.fields) lines.text(field);
  lines.endLine();
  let isHeader = true;
  for await (const piece of readCells(file, csv, signal)) {
    for (let cells = piece.next(); cells; cells = piece.next()) {
      if (isHeader) isHeader = false;
      else lines.cells(sent(cells)).endLine();
    }
    await lines.flush();
  }
  await lines.end();
}
