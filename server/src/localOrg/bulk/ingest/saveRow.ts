import { ApiError } from '../../errors.ts';
import { type BatchInserts, batchInserts } from '../../storage/batchInserts.ts';
import type { UpsertKey } from '../../storage/upsert.ts';
import { storedValue } from '../../storage/values.ts';
import type { RecordValues } from '../../storage/writes.ts';
import type { Job } from '../job.ts';
import type { Column } from './columns.ts';
import { failureOf } from './failure.ts';
import { keyField, operationOf, type RecordWriter } from './operations.ts';
import type { Outcome } from './outcomes.ts';

export interface RowWriter extends RecordWriter {
  readonly columns: readonly Column[];
}

type Cells = readonly string[];

/** Does with rows what the job is for. */
export interface RowSaver<Row> {
  /** @param refusal why the row is not even tried */
  save(row: Row, refusal?: ApiError): Outcome;
  /** By which a row finds its record, where it does not make one. */
  readonly keyOf: ((row: Row) => UpsertKey) | undefined;
  /** Behind the last row of a transaction: what still waits is written. */
  flush(): void;
}

/** Of CSV: rows have cells, in the order of the columns. */
export function rowSaver(writer: RowWriter, job: Job): RowSaver<Cells> {
  const inserts = job.operation === 'insert' ? insertsOf(writer) : undefined;
  const idColumn = writer.columns.findIndex(({ field }) => field.type === 'id');
  const operation = operationOf(writer, job);
  const save = inserts ? inserter(writer, inserts) : (cells: Cells) => operation(valuesOf(writer, cells));
  const keepsId = job.operation !== 'insert' && job.operation !== 'upsert';
  const outcome = (cells: Cells, refusal?: ApiError): Outcome => {
    try {
      if (refusal !== undefined) throw refusal;
      requireFit(writer, cells);
      return save(cells);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const reason = refusal ?? cellError(writer, cells) ?? error;
      return failureOf(keepsId ? (cells[idColumn] ?? '') : '', reason);
    }
  };
  return { save: outcome, keyOf: keyIn(writer, job), flush: () => inserts?.flush() };
}

function keyIn({ object, columns }: RowWriter, job: Job): RowSaver<Cells>['keyOf'] {
  const field = keyField(object, job);
  const place = columns.findIndex(column => column.field === field && column.value !== undefined);
  return field && (cells => ({ field, value: columns[place]?.value?.(cells[place] ?? '') }));
}

function insertsOf({ database, object, columns, context }: RowWriter): BatchInserts | undefined {
  if (columns.some(({ value }) => value === undefined)) return undefined;
  const fields = columns.map(({ field }) => field);
  return batchInserts(database, object, fields, context);
}

function inserter({ columns }: RowWriter, inserts: BatchInserts): (cells: Cells) => Outcome {
  return cells => {
    const values: unknown[] = [];
    for (let index = 0; index < cells.length; index++) values.push(columns[index]!.value?.(cells[index]!));
    return [inserts.add(values), true];
  };
}

function requireFit({ columns }: RowWriter, cells: Cells): void {
  if (cells.length <= columns.length) return;
  const message = `The row has ${cells.length} fields, but the header has ${columns.length}`;
  throw new ApiError(400, 'INVALID_FIELD', message, []);
}

function valuesOf({ columns }: RowWriter, cells: Cells): RecordValues {
  const values: Record<string, unknown> = {};
  for (let index = 0; index < cells.length; index++) {
    const member = columns[index]!.member(cells[index]!);
    if (member !== undefined) values[member[0]] = member[1];
  }
  return values;
}

/** A cell that its field cannot hold: Salesforce names its place in the row. */
function cellError({ columns }: RowWriter, cells: Cells): ApiError | undefined {
  for (const [place, { field, member }] of columns.entries()) {
    const [name, value] = member(cells[place] ?? '') ?? [];
    if (name !== field.name || field.type === 'id' || isStorable(() => storedValue(field, value))) continue;
    const message = `Failed to deserialize field at col ${place}. Due to, '${cells[place]}' is not a valid value for the type ${field.soapType}`;
    return new ApiError(400, 'INVALID_FIELD', message, [field.name]);
  }
  return undefined;
}

function isStorable(store: () => unknown): boolean {
  try {
    store();
    return true;
  } catch (error) {
    if (error instanceof ApiError) return error.errorCode !== 'JSON_PARSER_ERROR';
    throw error;
  }
}
