import { ApiError } from '../../errors.ts';
import { readJson } from '../../http/body.ts';
import { json, type Reply } from '../../http/reply.ts';
import type { OrgDatabase } from '../../storage/database.ts';
import { normalizedId } from '../../storage/ids.ts';
import { readRecord } from '../../storage/readRecord.ts';
import { malformedId } from '../../storage/recordErrors.ts';
import { type ApiCall, resourcePath } from '../call.ts';
import { requireObject } from '../describe.ts';
import type { RecordContext } from '../records.ts';
import { isObject } from './body.ts';
import { splitIds } from './remove.ts';

const mostRecords = 2000;

/** `GET /composite/sobjects/{object}?ids=001…,001…&fields=Id,Name`. */
export function retrieveMany(context: RecordContext, call: ApiCall, objectName: string): Reply {
  const { query } = call.request;
  const fields = (query.get('fields') ?? '').split(',').filter(name => name.trim() !== '');
  return retrieve(context, call, { objectName, ids: splitIds(query.get('ids')), fields });
}

/** `POST /composite/sobjects/{object}` with `{"ids": […], "fields": […]}`, for more ids than a URL can hold. */
export async function retrieveManyByBody(context: RecordContext, call: ApiCall, objectName: string): Promise<Reply> {
  const body = await readJson(call.request);
  if (!isObject(body) || !isTexts(body.ids) || !isTexts(body.fields)) {
    throw new ApiError(400, 'JSON_PARSER_ERROR', 'The body must be a JSON object with the lists ids and fields');
  }
  return retrieve(context, call, { objectName, ids: body.ids, fields: body.fields });
}

export interface Wanted {
  readonly objectName: string;
  readonly ids: readonly string[];
  readonly fields: readonly string[];
}

function retrieve({ database }: RecordContext, call: ApiCall, wanted: Wanted): Reply {
  const records = retrieved(database, wanted).map(found => {
    if (found === null) return null;
    const { object, id, record } = found;
    return { attributes: { type: object.name, url: resourcePath(call, 'sobjects', object.name, id) }, ...record };
  });
  return json(200, records);
}

/** The records in the order of their ids; null where there is no such record, or not any more. */
export function retrieved(database: OrgDatabase, { objectName, ids, fields }: Wanted) {
  const object = requireObject(database.schema, objectName);
  if (ids.length > mostRecords) {
    const message = `record limit reached. cannot submit more than ${mostRecords} records into this call`;
    throw new ApiError(400, 'EXCEEDED_ID_LIMIT', message);
  }
  if (fields.length === 0) {
    throw new ApiError(400, 'MISSING_ARGUMENT', 'The fields parameter is required: name the fields to return');
  }
  return ids.map(given => {
    const id = normalizedId(given);
    if (id === undefined) throw malformedId(given);
    const record = unlessGone(() => readRecord(database, object, id, fields));
    return record && { object, id, record };
  });
}

function unlessGone<Result>(read: () => Result): Result | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string');
}
