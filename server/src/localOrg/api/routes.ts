import type { BulkContext } from '../bulk/context.ts';
import { ingestRoutes } from '../bulk/ingest/routes.ts';
import { queryJobRoutes } from '../bulk/query/routes.ts';
import { json } from '../http/reply.ts';
import { toolingRoutes } from '../tooling/routes.ts';
import { uiApiRoutes } from '../uiApi/routes.ts';
import type { ApiRoute } from './call.ts';
import { collectionRoutes } from './collections/routes.ts';
import { compositeRoutes } from './composite/routes.ts';
import { type DescribeContext, describeAll, describeOne, summarize } from './describe.ts';
import { layoutRoutes } from './layouts.ts';
import { limitsReply } from './limits.ts';
import { listViewRoutes } from './listViews.ts';
import { type QueryContext, query, queryMore } from './query.ts';
import { recordCounts } from './recordCount.ts';
import { recordRoutes } from './recordRoutes.ts';
import type { RecordContext } from './records.ts';
import { listResources } from './resources.ts';
import { searchRoutes } from './search.ts';
import type { ApiUsage } from './usage.ts';

export interface ApiContext extends DescribeContext, RecordContext, QueryContext {
  readonly usage: ApiUsage;
  readonly bulk: BulkContext;
  /** The URL of the user who is signed in. */
  readonly identityUrl: () => string;
}

/** The REST API below `/services/data/vXX.X`. What is not listed here does not exist: 404 NOT_FOUND. */
export function apiRoutes(context: ApiContext): readonly ApiRoute[] {
  const routes: readonly ApiRoute[] = [
    { method: 'GET', pattern: '/', handle: call => listResources(call, context.identityUrl()) },
    {
      method: 'GET',
      pattern: '/limits',
      handle: call => limitsReply(context.usage, context.bulk.jobs.usage(), call.versionNumber),
    },
    { method: 'GET', pattern: '/limits/recordCount', handle: call => recordCounts(context.database, call) },
    { method: 'GET', pattern: '/sobjects', handle: call => describeAll(context, call) },
    { method: 'GET', pattern: '/sobjects/:object', handle: (call, { object }) => summarize(context, call, object!) },
    {
      method: 'GET',
      pattern: '/sobjects/:object/describe',
      handle: (call, { object }) => describeOne(context, call, object!),
    },
    // Nobody looks at records here as a person in a browser does.
    { method: 'GET', pattern: '/recent', handle: () => json(200, []) },
    ...listViewRoutes(context),
    ...layoutRoutes(context),
    ...recordRoutes(context),
    ...collectionRoutes(context),
    ...compositeRoutes(context, () => routes),
    ...searchRoutes(context),
    ...toolingRoutes(context),
    ...uiApiRoutes(context),
    ...ingestRoutes(context.bulk),
    ...queryJobRoutes(context.bulk),
    { method: 'GET', pattern: '/query', handle: call => query(context, call, false) },
    { method: 'GET', pattern: '/queryAll', handle: call => query(context, call, true) },
    // Both kinds of query go on under this path.
    { method: 'GET', pattern: '/query/:locator', handle: (call, { locator }) => queryMore(context, call, locator!) },
  ];
  return routes;
}
