import { describeListView, describeListViewQuery, listViewColumns, listViewSoql } from '../describe/listViews.ts';
import { openQuery } from '../engine/index.ts';
import { json, notFound } from '../http/reply.ts';
import type { ObjectDefinition } from '../schema/types.ts';
import { normalizedId } from '../storage/ids.ts';
import type { ApiCall, ApiRoute } from './call.ts';
import { requireObject } from './describe.ts';
import { type QueryContext, requestOf } from './query.ts';

/**
 * List views. Every object that a describe tells to have some has one, of all its records.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_listviews.htm
 */
export function listViewRoutes(context: QueryContext): readonly ApiRoute[] {
  const pattern = '/sobjects/:object/listviews';
  const { schema } = context.database;
  const listed = (name = ''): ObjectDefinition => {
    const object = requireObject(schema, name);
    if (!object.hasListViews) throw notFound();
    return object;
  };
  const asked = (name: string | undefined, id = ''): ObjectDefinition => {
    const object = listed(name);
    if (normalizedId(id) !== describeListView(object, '').id) throw notFound();
    return object;
  };
  return [
    {
      method: 'GET',
      pattern,
      handle(call, { object: name }) {
        const object = listed(name);
        const listviews = [describeListView(object, call.version)];
        return json(200, { done: true, listviews, nextRecordsUrl: null, size: 1, sobjectType: object.name });
      },
    },
    {
      method: 'GET',
      pattern: `${pattern}/:id`,
      handle: (call, { object, id }) => json(200, describeListView(asked(object, id), call.version)),
    },
    {
      method: 'GET',
      pattern: `${pattern}/:id/describe`,
      handle: (_call, { object, id }) => json(200, describeListViewQuery(asked(object, id))),
    },
    {
      method: 'GET',
      pattern: `${pattern}/:id/results`,
      handle: (call, { object, id }) => json(200, results(context, call, asked(object, id))),
    },
  ];
}

const usualPage = 25;
const largestPage = 2000;

function results(context: QueryContext, call: ApiCall, object: ObjectDefinition): object {
  const limit = Math.min(numberOf(call, 'limit') ?? usualPage, largestPage);
  const offset = numberOf(call, 'offset') ?? 0;
  const cursor = openQuery(requestOf(context, call, listViewSoql(object), false));
  const { developerName, id, label } = describeListView(object, call.version);
  const found = cursor.read(limit, offset);
  cursor.close();
  return {
    columns: listViewColumns(object),
    developerName,
    done: offset + found.length >= cursor.rowCount,
    id,
    label,
    records: found.map(({ attributes, ...fields }) => ({
      columns: Object.entries(fields).map(([fieldNameOrPath, value]) => ({ fieldNameOrPath, value })),
    })),
    size: found.length,
  };
}

function numberOf(call: ApiCall, name: string): number | undefined {
  const text = call.request.query.get(name);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
