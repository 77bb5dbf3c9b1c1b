import { type ApiCall, type ApiRoute, sinceVersion } from '../api/call.ts';
import { type DescribeContext, requireObject } from '../api/describe.ts';
import type { QueryContext } from '../api/query.ts';
import { conditional } from '../http/conditional.ts';
import { json, notFound, type Reply } from '../http/reply.ts';
import type { ObjectDefinition } from '../schema/types.ts';
import { normalizedId } from '../storage/ids.ts';
import { masterRecordType, recordTypesOf } from '../storage/recordTypes.ts';
import { objectDirectory, objectInfo } from './objectInfo.ts';
import { picklistOf, picklistsOf, type TypedObject } from './picklists.ts';
import { uiRecord } from './records.ts';

/** The UI API, as far as programs read from it: what objects are, and records as pages show them. */
export function uiApiRoutes(context: DescribeContext & QueryContext): readonly ApiRoute[] {
  const { database, stamp } = context;
  const answer = (call: ApiCall, make: () => object): Reply =>
    conditional(call.request, stamp, () => json(200, make()));
  const layoutable = (name: string | undefined): ObjectDefinition => {
    const object = requireObject(database.schema, name ?? '');
    if (!object.layoutable) throw notFound();
    return object;
  };
  const typed = (name: string | undefined, given: string | undefined): TypedObject => {
    const object = layoutable(name);
    const id = normalizedId(given ?? '');
    if (id === masterRecordType) return { object, recordType: 'Master' };
    const type = recordTypesOf(database, object).find(known => known.id === id);
    if (type === undefined) throw notFound();
    return { object, recordType: type.developerName };
  };
  const info = '/ui-api/object-info';
  const picklists = `${info}/:object/picklist-values/:recordType`;
  return sinceVersion(41, [
    {
      method: 'GET',
      pattern: info,
      handle: call => answer(call, () => objectDirectory(database.schema, call.version)),
    },
    {
      method: 'GET',
      pattern: `${info}/:object`,
      handle(call, { object: name }) {
        const object = layoutable(name);
        const options = { version: call.version, etag: stamp.etag, recordTypes: recordTypesOf(database, object) };
        return answer(call, () => objectInfo(object, database.schema, options));
      },
    },
    {
      method: 'GET',
      pattern: picklists,
      handle: (call, { object, recordType }) => answer(call, () => picklistsOf(typed(object, recordType), stamp.etag)),
    },
    {
      method: 'GET',
      pattern: `${picklists}/:field`,
      handle(call, { object: name, recordType, field: fieldName = '' }) {
        const asked = typed(name, recordType);
        const field = asked.object.field(fieldName);
        if (field === undefined || field.picklistValues.length === 0) throw notFound();
        return answer(call, () => picklistOf(asked, field, stamp.etag));
      },
    },
    {
      method: 'GET',
      pattern: '/ui-api/records/:id',
      handle: ({ request, version }, { id = '' }) => json(200, uiRecord(context, id, request.query, version)),
    },
  ]);
}
