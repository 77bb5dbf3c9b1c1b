import { type CsvFormat, readRows, UnreadableCsvError } from '../bulk/csv.ts';
import { columnsOf } from '../bulk/ingest/columns.ts';
import { ApiError } from '../errors.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { importRecord } from '../storage/importRecord.ts';
import { isStored } from '../storage/tables.ts';
import type { WriteContext } from '../storage/writes.ts';

/** A file of CSV with records of one object. */
export interface ImportFile {
  /** As messages call it. */
  readonly name: string;
  /** `Account`, in any case. */
  readonly objectName: string;
  /** Changes with what is in the file. */
  readonly hash: string;
  readonly chunks: () => Iterable<Uint8Array>;
}

export interface ImportReport {
  readonly file: string;
  readonly records: number;
  /** Columns that the object does not have, or that it computes. */
  readonly leftOut: readonly string[];
  /** Rows that were refused; the header is row 1. */
  readonly refused: readonly RefusedRow[];
}

export interface RefusedRow {
  readonly row: number;
  readonly message: string;
}

/** A file that cannot be imported at all. */
export class ImportError extends Error {
  readonly code = 'BAD_IMPORT';
}

/**
 * Makes a record of each row. Rows that do not fit are refused, one by one. Throws an ImportError for other faults.
 * @param onRecord called for each record
 */
export function importFile(
  database: OrgDatabase,
  file: ImportFile,
  context: WriteContext,
  onRecord: (id: string, row: number) => void,
): ImportReport {
  const object = database.schema.object(file.objectName);
  if (object === undefined || !object.stored) {
    throw new ImportError(`${file.name}: there is no object ${file.objectName}; a file is named as its object`);
  }
  const refused: RefusedRow[] = [];
  const leftOut: string[] = [];
  let records = 0;
  let row = 0;
  let valuesOf: ReturnType<typeof rowReader> | undefined;
  try {
    for (const cells of readRows(file.chunks(), formatOf(file))) {
      row++;
      if (valuesOf === undefined) {
        valuesOf = rowReader(database, object, cells, leftOut);
        continue;
      }
      const values = valuesOf(cells);
      const message = refusal(() => onRecord(importRecord(database, object, values, context), row));
      if (message === undefined) records++;
      else refused.push({ row, message });
    }
  } catch (error) {
    if (error instanceof UnreadableCsvError) throw new ImportError(`${file.name}, row ${row + 1}: ${error.message}`);
    throw error;
  }
  return { file: file.name, records, leftOut, refused };
}

/** Commas, and the line ending of the first line. */
function formatOf({ chunks }: ImportFile): CsvFormat {
  for (const chunk of chunks()) {
    const end = chunk.indexOf(10);
    if (end >= 0) return { columnDelimiter: 'COMMA', lineEnding: chunk[end - 1] === 13 ? 'CRLF' : 'LF' };
  }
  return { columnDelimiter: 'COMMA', lineEnding: 'LF' };
}

function rowReader(database: OrgDatabase, object: ObjectDefinition, header: readonly string[], leftOut: string[]) {
  const columns = header.map(name => {
    const found = columnsOf(database.schema, object, [name]);
    if (!('unknown' in found) && isData(found[0]!.field)) return found[0]!;
    leftOut.push(name);
    return undefined;
  });
  return (cells: readonly string[]): Readonly<Record<string, unknown>> =>
    Object.fromEntries(columns.flatMap((column, index) => [column?.member(cells[index] ?? '')].filter(isThere)));
}

function isData(field: FieldDefinition): boolean {
  return isStored(field) && field.generatedAs === null;
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}

/** Why it was refused; undefined: it was not. */
export function refusal(work: () => void): string | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof ApiError) return `${error.errorCode}: ${error.message}`;
    throw error;
  }
  return undefined;
}
