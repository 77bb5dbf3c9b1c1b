import type { ApiCall, ApiRoute } from '../api/call.ts';
import { composite } from '../api/composite/composite.ts';
import { type DescribeContext, describeAll, describeOne, requireObject, summarize } from '../api/describe.ts';
import { query, queryMore } from '../api/query.ts';
import { recordRoutes } from '../api/recordRoutes.ts';
import { created, readValues } from '../api/records.ts';
import type { RelationshipContext } from '../api/relationships.ts';
import { ApiError } from '../errors.ts';
import { json, notFound, type Reply } from '../http/reply.ts';
import { schemaOf } from '../schema/schema.ts';
import { createRecord } from '../storage/records.ts';
import { createTables } from '../storage/tables.ts';
import type { RecordValues } from '../storage/writes.ts';
import { fillDefinitions } from './metadata.ts';
import { toolingObjects } from './objects.ts';

export interface ToolingContext extends RelationshipContext, DescribeContext {}

/** Below `/services/data/vXX.X`. The same handlers as for the org's own objects, on the objects of the Tooling API. */
export function toolingRoutes(org: ToolingContext): readonly ApiRoute[] {
  const context = toolingContext(org);
  const routes: readonly ApiRoute[] = [
    { method: 'GET', pattern: '/', handle: listTooling },
    { method: 'GET', pattern: '/sobjects', handle: call => describeAll(context, call) },
    { method: 'GET', pattern: '/sobjects/:object', handle: (call, { object }) => summarize(context, call, object!) },
    {
      method: 'GET',
      pattern: '/sobjects/:object/describe',
      handle: (call, { object }) => describeOne(context, call, object!),
    },
    // No Apex ever runs here, so that no log has a body.
    { method: 'GET', pattern: '/sobjects/ApexLog/:id/Body', handle: () => Promise.reject(notFound()) },
    { method: 'POST', pattern: '/sobjects/:object', handle: (call, { object }) => createCode(context, call, object!) },
    ...recordRoutes(context),
    { method: 'GET', pattern: '/query', handle: call => query(context, call, false) },
    { method: 'GET', pattern: '/queryAll', handle: call => query(context, call, true) },
    // Its requests lead to this API only.
    { method: 'POST', pattern: '/composite', handle: call => composite(context, tooling, call) },
    { method: 'GET', pattern: '/query/:locator', handle: (call, { locator }) => queryMore(context, call, locator!) },
    ...['executeAnonymous', 'runTestsSynchronous', 'runTestsAsynchronous'].map(
      name => ({ method: '*', pattern: `/${name}`, handle: () => Promise.reject(noApex(name)) }) as const,
    ),
  ];
  const tooling: readonly ApiRoute[] = routes.map(({ method, pattern, handle }) => ({
    method,
    pattern: `/tooling${pattern}`,
    handle: (call, params) => handle({ ...call, version: `${call.version}/tooling` }, params),
  }));
  return tooling;
}

/** Another schema on the same database. Its tables are made and filled when the first request needs them. */
function toolingContext(org: ToolingContext): ToolingContext {
  let database: ToolingContext['database'] | undefined;
  return {
    ...org,
    isTooling: true,
    get database() {
      database ??= openTooling(org.database);
      return database;
    },
  };
}

function openTooling(own: ToolingContext['database']): ToolingContext['database'] {
  const database = { ...own, schema: schemaOf(toolingObjects) };
  createTables(database.sqlite, database.schema);
  fillDefinitions(database, own.schema);
  return database;
}

function listTooling({ version }: ApiCall): Reply {
  const names = [
    'composite',
    'executeAnonymous',
    'query',
    'queryAll',
    'runTestsAsynchronous',
    'runTestsSynchronous',
    'sobjects',
  ];
  return json(200, Object.fromEntries(names.map(name => [name, `/services/data/v${version}/${name}`])));
}

/** `POST /sobjects/{object}`: what clients leave out stands in the code. */
async function createCode(context: ToolingContext, call: ApiCall, name: string): Promise<Reply> {
  const object = requireObject(context.database.schema, name);
  const values = await readValues(call);
  const id = createRecord(context.database, object, withNames(object.name, values, call), context.write());
  return created(call, object, { id, success: true, errors: [] });
}

const declarations: Readonly<Record<string, RegExp>> = {
  ApexClass: /\b(?:class|interface|enum)\s+(\w+)/i,
  ApexTrigger: /\btrigger\s+(\w+)\s+on\s+(\w+)/i,
};

function withNames(object: string, values: RecordValues, call: ApiCall): RecordValues {
  const declaration = declarations[object];
  if (declaration === undefined) return values;
  const [, name, table] = declaration.exec(String(values.Body ?? '')) ?? [];
  return {
    ApiVersion: call.versionNumber,
    ...(name !== undefined && { Name: name }),
    ...(table !== undefined && { TableEnumOrId: table }),
    ...values,
  };
}

/** The local org has no Apex runtime, and says so rather than pretend that code ran. */
function noApex(name: string): ApiError {
  return new ApiError(403, 'FUNCTIONALITY_NOT_ENABLED', `${name} is not enabled: this org does not run Apex`);
}
