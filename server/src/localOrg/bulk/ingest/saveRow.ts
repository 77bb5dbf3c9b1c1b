import { saveError } from '../../api/saveErrors.ts';
import { ApiError } from '../../errors.ts';
import type { ObjectDefinition } from '../../schema/types.ts';
import { type BatchInserts, batchInserts } from '../../storage/batchInserts.ts';
import type { OrgDatabase } from '../../storage/database.ts';
import { normalizedId } from '../../storage/ids.ts';
import { malformedId } from '../../storage/recordErrors.ts';
import { createRecord, deleteRecord, eraseRecord, updateRecord } from '../../storage/records.ts';
import { upsertField, upsertRecord } from '../../storage/upsert.ts';
import { storedValue } from '../../storage/values.ts';
import type { RecordValues, WriteContext } from '../../storage/writes.ts';
import type { Job } from '../job.ts';
import type { Column } from './columns.ts';
import type { Outcome } from './outcomes.ts';

export interface RowWriter {
  readonly database: OrgDatabase;
  readonly object: ObjectDefinition;
  readonly columns: readonly Column[];
  readonly context: () => WriteContext;
}

/** Does with rows what the job is for. */
export interface RowSaver {
  save(cells: readonly string[]): Outcome;
  /** Behind the last row of a transaction: what still waits is written. */
  flush(): void;
}

export function rowSaver(writer: RowWriter, job: Job): RowSaver {
  const inserts = job.operation === 'insert' ? insertsOf(writer) : undefined;
  const idColumn = writer.columns.findIndex(({ field }) => field.type === 'id');
  const save = inserts ? inserter(writer, inserts) : operationOf(writer, job, idColumn);
  const keepsId = job.operation !== 'insert' && job.operation !== 'upsert';
  const outcome = (cells: readonly string[]): Outcome => {
    try {
      requireFit(writer, cells);
      return save(cells);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { statusCode, message, fields } = saveError(cellError(writer, cells) ?? error);
      const list = fields.length === 0 ? '' : `${fields.join(', ')} `;
      return [keepsId ? (cells[idColumn] ?? '') : '', `${statusCode}:${message}:${list}--`];
    }
  };
  return { save: outcome, flush: () => inserts?.flush() };
}

function insertsOf({ database, object, columns, context }: RowWriter): BatchInserts | undefined {
  if (columns.some(({ value }) => value === undefined)) return undefined;
  const fields = columns.map(({ field }) => field);
  return batchInserts(database, object, fields, context);
}

function inserter({ columns }: RowWriter, inserts: BatchInserts): (cells: readonly string[]) => Outcome {
  return cells => {
    const values: unknown[] = [];
    for (let index = 0; index < cells.length; index++) values.push(columns[index]!.value?.(cells[index]!));
    return [inserts.add(values), true];
  };
}

function operationOf(writer: RowWriter, job: Job, idColumn: number): (cells: readonly string[]) => Outcome {
  const { database, object, context } = writer;
  switch (job.operation) {
    case 'insert':
      return cells => [createRecord(database, object, valuesOf(writer, cells), context()), true];
    case 'update':
      return cells => {
        const { Id: given, ...values } = valuesOf(writer, cells);
        const id = requireId(given, 'an update call');
        updateRecord(database, object, id, values, context());
        return [id, false];
      };
    case 'upsert': {
      const field = upsertField(object, job.externalIdFieldName ?? '');
      return cells => {
        const { [field.name]: value, ...values } = valuesOf(writer, cells);
        const { id, created } = upsertRecord(database, object, { field, value }, values, context());
        return [id, created];
      };
    }
    default: {
      const remove = job.operation === 'hardDelete' ? eraseRecord : deleteRecord;
      return cells => {
        const id = requireId(cells[idColumn], 'a delete call');
        remove(database, object, id, context());
        return [id, false];
      };
    }
  }
}

function requireFit({ columns }: RowWriter, cells: readonly string[]): void {
  if (cells.length <= columns.length) return;
  const message = `The row has ${cells.length} fields, but the header has ${columns.length}`;
  throw new ApiError(400, 'INVALID_FIELD', message, []);
}

function valuesOf({ columns }: RowWriter, cells: readonly string[]): RecordValues {
  const values: Record<string, unknown> = {};
  for (let index = 0; index < cells.length; index++) {
    const member = columns[index]!.member(cells[index]!);
    if (member !== undefined) values[member[0]] = member[1];
  }
  return values;
}

function requireId(given: unknown, call: string): string {
  if (typeof given !== 'string' || given === '') {
    throw new ApiError(400, 'MISSING_ARGUMENT', `Id not specified in ${call}`, ['Id']);
  }
  const id = normalizedId(given);
  if (id === undefined) throw malformedId(given);
  return id;
}

/** A cell that its field cannot hold: Salesforce names its place in the row. */
function cellError({ columns }: RowWriter, cells: readonly string[]): ApiError | undefined {
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
