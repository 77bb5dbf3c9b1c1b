import { randomUUID } from 'node:crypto';
import { SalesforceError } from '../../../salesforce/errors.ts';
import { chooseApi } from '../chooseApi.ts';
import { csvLimits } from '../csv/format.ts';
import { readCells } from '../csv/readCells.ts';
import { Records } from '../csv/records.ts';
import { sniffFile } from '../csv/sniffFile.ts';
import { stampOf } from './fileStamp.ts';
import type { LoadMapping } from './mapping.ts';
import type { LoadState } from './state.ts';

/** What the user wants to be loaded, and how. */
export interface LoadRequest {
  readonly org: string;
  /** Absolute path. */
  readonly file: string;
  /** How the file is written, where we wrote it: looking at its beginning would be a guess. */
  readonly written?: Pick<LoadState, 'csv' | 'header'>;
  readonly mapping: LoadMapping;
  /** Rows up to which collections are used. */
  readonly threshold: number;
  /** Bytes of a job at most. */
  readonly jobBytes: number;
  readonly jsonTypes: LoadState['jsonTypes'];
}

/** The state of a load at its beginning. Throws NO_ROWS, LOAD_FAILED where the file cannot be read. */
export async function newLoad(request: LoadRequest): Promise<LoadState> {
  const { file, mapping, threshold } = request;
  const [{ csv, header }, stamp] = await readable(Promise.all([request.written ?? sniffed(file), stampOf(file)]));
  const rows = await readable(countRows(file, csv, threshold + 1));
  if (rows === 0) throw new SalesforceError({ code: 'NO_ROWS', message: 'The file has no rows.' });
  const { api, why } = chooseApi({ kind: 'load', operation: mapping.operation, rows }, threshold);
  return {
    format: 1,
    id: randomUUID(),
    kind: 'load',
    org: request.org,
    createdAt: Date.now(),
    file,
    stamp,
    csv,
    header,
    mapping,
    api: api === 'bulk' ? 'bulk' : 'collections',
    why,
    jobBytes: Math.min(request.jobBytes, csvLimits.jobBytes),
    jsonTypes: request.jsonTypes,
    state: 'running',
    prepared: false,
    split: false,
    parts: [],
    succeeded: 0,
    failed: 0,
    unprocessed: 0,
    unknown: 0,
  };
}

async function sniffed(file: string): Promise<Pick<LoadState, 'csv' | 'header'>> {
  const { format, header } = await sniffFile(file);
  return { csv: format, header };
}

/** Rows of a file, counted up to `enough`. */
async function countRows(file: string, format: LoadState['csv'], enough: number): Promise<number> {
  await using records = new Records(readCells(file, format));
  let count = 0;
  await records.take(enough + 1, () => void count++);
  return Math.max(0, count - 1);
}

async function readable<Value>(reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new SalesforceError({ code: 'FILE_UNREADABLE', message }, { cause });
  }
}
