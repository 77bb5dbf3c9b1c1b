import { ApiError } from '../../errors.ts';
import { json, type Reply } from '../../http/reply.ts';
import { givenId } from '../../storage/ids.ts';
import { malformedId } from '../../storage/recordErrors.ts';
import { createRecord, updateRecord } from '../../storage/records.ts';
import { repeatedKeys } from '../../storage/repeatedKeys.ts';
import { type UpsertKey, upsertField, upsertRecord } from '../../storage/upsert.ts';
import type { ApiCall } from '../call.ts';
import { requireObject } from '../describe.ts';
import type { RecordContext } from '../records.ts';
import { writeOf } from '../writeOf.ts';
import { type CollectionRecord, readCollection } from './body.ts';
import { type Saved, saved, saveEach } from './results.ts';

// Up to 200 records in one call.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections.htm

/** `POST /composite/sobjects`. */
export function createMany(context: RecordContext, call: ApiCall): Promise<Reply> {
  const write = writeOf(context, call);
  return saveMany(context, call, ({ object, id, values }) => {
    if (id !== undefined && id !== null) {
      const message = 'cannot specify Id in an insert call';
      throw new ApiError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, ['Id']);
    }
    return saved(createRecord(context.database, object, values, write));
  });
}

/** `PATCH /composite/sobjects`. */
export function updateMany(context: RecordContext, call: ApiCall): Promise<Reply> {
  const write = writeOf(context, call);
  const save = ({ object, id: given, values }: CollectionRecord): Saved => {
    if (given === undefined || given === null) {
      throw new ApiError(400, 'MISSING_ARGUMENT', 'Id not specified in an update call');
    }
    const id = givenId(given);
    if (id === undefined) throw malformedId(given);
    updateRecord(context.database, object, id, values, write);
    return saved(id);
  };
  return saveMany(context, call, save, ({ object, id }) => ({ field: object.field('Id')!, value: id }));
}

/** `PATCH /composite/sobjects/{object}/{field}`: records of one object, by the field that tells them apart. */
export function upsertMany(context: RecordContext, call: ApiCall, path: { object: string; field: string }) {
  const object = requireObject(context.database.schema, path.object);
  const field = upsertField(object, path.field);
  const write = writeOf(context, call);
  const save = (record: CollectionRecord): Saved => {
    if (record.object !== object) {
      const message = `The type of the record, ${record.object.name}, is not that of the request, ${object.name}`;
      throw new ApiError(400, 'INVALID_TYPE', message);
    }
    const { value, rest } = keyOf(record, field.name);
    const { id, created } = upsertRecord(context.database, object, { field, value }, rest, write);
    return saved(id, created);
  };
  const upsertKeyOf = (record: CollectionRecord): UpsertKey | undefined =>
    record.object === object ? { field, value: keyOf(record, field.name).value } : undefined;
  return saveMany(context, call, save, upsertKeyOf);
}

/** @param upsertKeyOf by which the record is found, where it is */
async function saveMany(
  context: RecordContext,
  call: ApiCall,
  save: (record: CollectionRecord) => Saved,
  upsertKeyOf: (record: CollectionRecord) => UpsertKey | undefined = () => undefined,
) {
  const { allOrNone, records } = await readCollection(context.database.schema, call);
  const refusalOf = repeatedKeys(records, upsertKeyOf);
  return json(200, saveEach(context.database, records, { allOrNone, save, refusalOf }));
}

function keyOf({ id, values }: CollectionRecord, fieldName: string) {
  if (fieldName === 'Id') return { value: id, rest: values };
  const name = Object.keys(values).find(key => key.toLowerCase() === fieldName.toLowerCase());
  if (name === undefined) return { value: undefined, rest: values };
  const { [name]: value, ...rest } = values;
  return { value, rest };
}
