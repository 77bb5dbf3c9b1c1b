import { json, type Reply } from '../http/reply.ts';
import type { ObjectDefinition, Schema } from '../schema/types.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { quoted } from '../storage/tables.ts';
import type { ApiCall } from './call.ts';

/**
 * `GET /limits/recordCount?sObjects=Account,Contact`: how many live records there are, of all objects where none is
 * named. A name that is no object, and an object
 * without records, have no line.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_record_count.htm
 */
export function recordCounts({ schema, prepare }: OrgDatabase, call: ApiCall): Reply {
  const names = call.request.query.get('sObjects');
  const wanted = names === null ? schema.objects : namedObjects(schema, names);
  const counted = wanted
    .filter(object => object.stored)
    .map(({ name, field }) => {
      const live = field('IsDeleted') === undefined ? '' : ' WHERE IsDeleted = 0';
      const row = prepare(`SELECT COUNT(*) AS count FROM ${quoted(name)}${live}`).get();
      return { count: Number(row?.count), name };
    })
    .filter(({ count }) => count > 0);
  return json(200, { sObjects: counted });
}

function namedObjects(schema: Schema, names: string): readonly ObjectDefinition[] {
  return names.split(',').flatMap(name => schema.object(name.trim()) ?? []);
}
