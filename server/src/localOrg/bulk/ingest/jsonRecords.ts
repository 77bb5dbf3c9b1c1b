import { ApiError } from '../../errors.ts';
import type { ObjectDefinition } from '../../schema/types.ts';
import type { RecordValues } from '../../storage/writes.ts';
import type { Job } from '../job.ts';
import { JobError } from '../jobError.ts';
import { failureOf } from './failure.ts';
import { keyField, operationOf, type RecordWriter, taken } from './operations.ts';
import type { RowSaver } from './saveRow.ts';

/**
 * The records of a batch in JSON: a list of objects, with parents as objects inside. Throws a JobError for anything else,
 * and for a name that the object does not have.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/datafiles_xml_preparing.htm
 */
export function jsonRecords(pieces: Iterable<Uint8Array>, object: ObjectDefinition): readonly RecordValues[] {
  const records = parsed(Buffer.concat([...pieces]).toString('utf8'));
  for (const record of records) {
    const unknown = Object.keys(record).find(name => !isKnown(object, name));
    if (unknown !== undefined) throw new JobError(`InvalidBatch : Field name not found : ${unknown}`);
  }
  return records;
}

/** Does with records what the job is for. */
export function recordSaver(writer: RecordWriter, job: Job): RowSaver<RecordValues> {
  const save = operationOf(writer, job);
  const keepsId = job.operation !== 'insert' && job.operation !== 'upsert';
  const field = keyField(writer.object, job);
  return {
    keyOf: field && (record => ({ field, value: taken(record, field.name).value })),
    save(record, refusal) {
      try {
        if (refusal !== undefined) throw refusal;
        return save(record);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const { value: id } = taken(record, 'Id');
        return failureOf(keepsId && typeof id === 'string' ? id : '', error);
      }
    },
    flush: () => undefined,
  };
}

function parsed(text: string): readonly RecordValues[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new JobError('InvalidBatch : Failed to parse JSON.');
  }
  if (Array.isArray(value) && value.every(isRecord)) return value;
  throw new JobError('InvalidBatch : Failed to parse JSON. The batch must be a list of records.');
}

function isRecord(value: unknown): value is RecordValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isKnown(object: ObjectDefinition, name: string): boolean {
  return name === 'attributes' || object.field(name) !== undefined || object.relationship(name) !== undefined;
}
