import { ApiError } from '../../errors.ts';
import type { FieldDefinition, ObjectDefinition } from '../../schema/types.ts';
import type { OrgDatabase } from '../../storage/database.ts';
import { normalizedId } from '../../storage/ids.ts';
import { malformedId } from '../../storage/recordErrors.ts';
import { createRecord, deleteRecord, eraseRecord, updateRecord } from '../../storage/records.ts';
import { upsertField, upsertRecord } from '../../storage/upsert.ts';
import type { RecordValues, WriteContext } from '../../storage/writes.ts';
import type { Job } from '../job.ts';
import type { Outcome } from './outcomes.ts';

export interface RecordWriter {
  readonly database: OrgDatabase;
  readonly object: ObjectDefinition;
  readonly context: () => WriteContext;
}

/** Makes the function that does with one record what the job is for. It throws an ApiError for a record that fails. */
export function operationOf({ database, object, context }: RecordWriter, job: Job): (values: RecordValues) => Outcome {
  switch (job.operation) {
    case 'insert':
      return values => [createRecord(database, object, values, context()), true];
    case 'update':
      return record => {
        const { value: given, rest } = taken(record, 'Id');
        const id = requireId(given, 'an update call');
        updateRecord(database, object, id, rest, context());
        return [id, false];
      };
    case 'upsert': {
      const field = upsertField(object, job.externalIdFieldName ?? '');
      return record => {
        const { value, rest } = taken(record, field.name);
        const { id, created } = upsertRecord(database, object, { field, value }, rest, context());
        return [id, created];
      };
    }
    default: {
      const remove = job.operation === 'hardDelete' ? eraseRecord : deleteRecord;
      return record => {
        const id = requireId(taken(record, 'Id').value, 'a delete call');
        remove(database, object, id, context());
        return [id, false];
      };
    }
  }
}

/** The field by which the job's rows find their records; undefined for a job whose rows may name one several times. */
export function keyField(object: ObjectDefinition, job: Job): FieldDefinition | undefined {
  if (job.operation === 'update') return object.field('Id');
  return job.operation === 'upsert' ? object.field(job.externalIdFieldName ?? '') : undefined;
}

/** A member by its name in any case, and the others. */
export function taken(record: RecordValues, name: string): { readonly value: unknown; readonly rest: RecordValues } {
  const lower = name.toLowerCase();
  const key = name in record ? name : Object.keys(record).find(member => member.toLowerCase() === lower);
  if (key === undefined) return { value: undefined, rest: record };
  const { [key]: value, ...rest } = record;
  return { value, rest };
}

function requireId(given: unknown, call: string): string {
  if (typeof given !== 'string' || given === '') {
    throw new ApiError(400, 'MISSING_ARGUMENT', `Id not specified in ${call}`, ['Id']);
  }
  const id = normalizedId(given);
  if (id === undefined) throw malformedId(given);
  return id;
}
