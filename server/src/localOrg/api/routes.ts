import type { ApiRoute } from './call.ts';
import { type DescribeContext, describeAll, describeOne, summarize } from './describe.ts';
import { limitsReply } from './limits.ts';
import { listResources } from './resources.ts';
import type { ApiUsage } from './usage.ts';

export interface ApiContext extends DescribeContext {
  readonly usage: ApiUsage;
  /** The URL of the user who is signed in. */
  readonly identityUrl: () => string;
}

/** The REST API below `/services/data/vXX.X`. What is not listed here does not exist: 404 NOT_FOUND. */
export function apiRoutes(context: ApiContext): readonly ApiRoute[] {
  return [
    { method: 'GET', pattern: '/', handle: call => listResources(call, context.identityUrl()) },
    { method: 'GET', pattern: '/limits', handle: call => limitsReply(context.usage, call.versionNumber) },
    { method: 'GET', pattern: '/sobjects', handle: call => describeAll(context, call) },
    { method: 'GET', pattern: '/sobjects/:object', handle: (call, { object }) => summarize(context, call, object!) },
    {
      method: 'GET',
      pattern: '/sobjects/:object/describe',
      handle: (call, { object }) => describeOne(context, call, object!),
    },
  ];
}
