import type { QueryRecord } from '../engine/index.ts';
import { ApiError } from '../errors.ts';
import { readJson } from '../http/body.ts';
import { json, type Reply } from '../http/reply.ts';
import type { Schema } from '../schema/types.ts';
import { type Scope, scopes } from '../search/scopes.ts';
import { mostRecords, type Returning, runSearch, type Search } from '../search/search.ts';
import { everything, readSosl, searchable } from '../search/sosl.ts';
import { malformedSearch, parseTerm } from '../search/term.ts';
import { indexInTurns } from '../search/textIndex.ts';
import { type ApiCall, type ApiRoute, sinceVersion } from './call.ts';
import { isObject } from './collections/body.ts';
import type { QueryContext } from './query.ts';

// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_search.htm

/** Until this version, a search answered with a bare list. */
const firstWithObject = 37;

export function searchRoutes(context: QueryContext): readonly ApiRoute[] {
  const { schema } = context.database;
  return [
    {
      method: 'GET',
      pattern: '/search',
      handle: call => answer(context, call, readSosl(schema, call.request.query.get('q') ?? '')),
    },
    ...sinceVersion(36, [
      {
        method: 'GET',
        pattern: '/parameterizedSearch',
        handle: call => answer(context, call, parameterized(schema, bodyOf(call.request.query))),
      },
      {
        method: 'POST',
        pattern: '/parameterizedSearch',
        handle: async call => answer(context, call, parameterized(schema, await readJson(call.request))),
      },
    ]),
  ];
}

/** @param version as `66.0` */
export async function searchRecordsOf(
  { database, user }: QueryContext,
  search: Search,
  version: string,
): Promise<readonly QueryRecord[]> {
  const { sqlite: db, schema } = database;
  // Inside of a composite's transaction everything happens in one turn.
  if (!db.isTransaction) for (const { object } of search.returning) await indexInTurns(database, object);
  const request = { db, schema, user: user(), now: new Date(), includeDeleted: false, version };
  return runSearch(database, search, request);
}

async function answer(context: QueryContext, call: ApiCall, search: Search): Promise<Reply> {
  const searchRecords = await searchRecordsOf(context, search, call.version);
  return json(200, call.versionNumber < firstWithObject ? searchRecords : { searchRecords });
}

/** A URL in the form of the body that asks for the same: `sobject=Account&Account.fields=id,name`. */
function bodyOf(query: URLSearchParams): Record<string, unknown> {
  const common = Object.fromEntries([...query].filter(([name]) => !name.includes('.') && name !== 'sobject'));
  const sobjects = query.getAll('sobject').map(name => {
    const own = [...query].filter(([key]) => key.startsWith(`${name}.`));
    return { name, ...Object.fromEntries(own.map(([key, value]) => [key.slice(name.length + 1), value])) };
  });
  return { ...common, sobjects };
}

function parameterized(schema: Schema, body: unknown): Search {
  const { q, fields, sobjects = [], in: scope = 'ALL', overallLimit, defaultLimit, ...others } = objectOf(body);
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw new ApiError(
      400,
      'FUNCTIONALITY_NOT_ENABLED',
      `This org does not serve the parameter ${unknown} of searches`,
    );
  }
  if (typeof q !== 'string' || q.trim() === '') throw malformedSearch('q must be specified');
  if (!Array.isArray(sobjects)) throw malformedSearch('sobjects must be a list');
  const known = scopes.find(name => name === String(scope).toUpperCase());
  if (known === undefined) throw malformedSearch(`in must be one of ${scopes.join(', ')}`);
  const scopeOfSearch: Scope = known;
  return {
    term: parseTerm(q, true),
    scope: scopeOfSearch,
    returning:
      sobjects.length === 0
        ? everything(schema)
        : sobjects.map(item => returningOf(schema, objectOf(item), { fields, defaultLimit })),
    limit: Math.min(mostRecords, wholeNumber('overallLimit', overallLimit) ?? mostRecords),
  };
}

function returningOf(
  schema: Schema,
  item: Readonly<Record<string, unknown>>,
  defaults: { readonly fields: unknown; readonly defaultLimit: unknown },
): Returning {
  const { name, fields, where, orderBy, limit } = item;
  const count = wholeNumber('limit', limit ?? defaults.defaultLimit);
  const order = typeof orderBy === 'string' ? `ORDER BY ${orderBy}` : '';
  return {
    object: searchable(schema, String(name)),
    fields: listOf(fields) ?? listOf(defaults.fields) ?? ['Id'],
    where: typeof where === 'string' ? where : undefined,
    rest: count === undefined ? order : `${order} LIMIT ${count}`,
  };
}

/** A list of names, in JSON or with commas. */
function listOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return value.split(',');
  return Array.isArray(value) && value.length > 0 ? value.map(String) : undefined;
}

function wholeNumber(name: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,6}$/.test(String(value))) return Number(value);
  throw malformedSearch(`${name} must be a number`);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (isObject(value)) return value;
  throw new ApiError(400, 'JSON_PARSER_ERROR', 'The body must be a JSON object');
}
