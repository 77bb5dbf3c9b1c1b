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
import type { ObjectDefinition } from '../schema/types.ts';
import { createRecord } from '../storage/records.ts';
import { createTables } from '../storage/tables.ts';
import { declared } from './declarations.ts';
import { checkRequest, deploy } from './deploy.ts';
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

/** `POST /sobjects/{object}`: what clients leave out stands in the code. A request to deploy is carried out at once. */
async function createCode(context: ToolingContext, call: ApiCall, name: string): Promise<Reply> {
  const { database } = context;
  const object = requireObject(database.schema, name);
  const values = await readValues(call);
  const write = context.write();
  if (object.name !== 'ContainerAsyncRequest') {
    const own = code.has(object.name) ? { ApiVersion: call.versionNumber, ...declared(object.name, values.Body) } : {};
    return createdReply(call, object, createRecord(database, object, { ...own, ...values }, write));
  }
  checkRequest(values);
  const id = createRecord(database, object, values, write);
  deploy({ database, context: write, versionNumber: call.versionNumber }, id);
  return createdReply(call, object, id);
}

const code = new Set(['ApexClass', 'ApexTrigger']);

function createdReply(call: ApiCall, object: ObjectDefinition, id: string): Reply {
  return created(call, object, { id, success: true, errors: [] });
}

/** The local org has no Apex runtime, and says so rather than pretend that code ran. */
function noApex(name: string): ApiError {
  return new ApiError(403, 'FUNCTIONALITY_NOT_ENABLED', `${name} is not enabled: this org does not run Apex`);
}
