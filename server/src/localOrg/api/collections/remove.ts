import { ApiError } from '../../errors.ts';
import { json, type Reply } from '../../http/reply.ts';
import { normalizedId } from '../../storage/ids.ts';
import { malformedId } from '../../storage/recordErrors.ts';
import { deleteRecord } from '../../storage/records.ts';
import type { ApiCall } from '../call.ts';
import type { RecordContext } from '../records.ts';
import { noRecords, requireChunks, requireCount } from './body.ts';
import { saved, saveEach } from './results.ts';

/** `DELETE /composite/sobjects?ids=001…,003…&allOrNone=false`. */
export function removeMany({ database, write }: RecordContext, call: ApiCall): Reply {
  const { query } = call.request;
  const ids = splitIds(query.get('ids'));
  requireCount(ids.length);
  requireChunks(ids.map(id => database.schema.objectOfId(id)));
  const results = saveEach(database, ids, {
    allOrNone: query.get('allOrNone') === 'true',
    idOf: normalizedId,
    save(text) {
      const id = normalizedId(text);
      if (id === undefined) throw malformedId(text);
      const object = database.schema.objectOfId(id);
      if (object === undefined) throw new ApiError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
      deleteRecord(database, object, id, write());
      return saved(id);
    },
  });
  return json(200, results);
}

/** The ids of a parameter. Throws an ApiError 400 when there is none. */
export function splitIds(list: string | null): readonly string[] {
  const ids = (list ?? '').split(',').map(id => id.trim());
  const named = ids.filter(id => id !== '');
  if (named.length === 0) throw noRecords();
  return named;
}
