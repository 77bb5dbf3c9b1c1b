import { json } from '../../http/reply.ts';
import { type ApiRoute, resourcePath, sinceVersion } from '../call.ts';
import type { RecordContext } from '../records.ts';
import type { ApiUsage } from '../usage.ts';
import { batch } from './batch.ts';
import { composite } from './composite.ts';
import { graphs } from './graph.ts';
import { tree } from './tree.ts';

/** Requests that carry requests. `allRoutes`: where those lead. */
export function compositeRoutes(
  context: RecordContext & { readonly usage: ApiUsage },
  allRoutes: () => readonly ApiRoute[],
): readonly ApiRoute[] {
  return [
    ...sinceVersion(34, [
      { method: 'POST', pattern: '/composite/batch', handle: call => batch(context.usage, allRoutes(), call) },
      {
        method: 'POST',
        pattern: '/composite/tree/:object',
        handle: (call, { object }) => tree(context, call, object!),
      },
    ]),
    ...sinceVersion(38, [
      {
        method: 'GET',
        pattern: '/composite',
        handle: call =>
          json(
            200,
            Object.fromEntries(
              ['batch', 'graph', 'sobjects', 'tree'].map(name => [name, resourcePath(call, 'composite', name)]),
            ),
          ),
      },
      { method: 'POST', pattern: '/composite', handle: call => composite(context, allRoutes(), call) },
    ]),
    ...sinceVersion(50, [
      { method: 'POST', pattern: '/composite/graph', handle: call => graphs(context, allRoutes(), call) },
    ]),
  ];
}
