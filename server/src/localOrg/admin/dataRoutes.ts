import { empty, json } from '../http/reply.ts';
import type { Snapshots } from '../storage/snapshots.ts';
import type { AdminRoute } from './routes.ts';

export interface DataContext {
  readonly snapshots: Snapshots;
  /** Gives the org the records that a new one has. */
  readonly reset: () => void;
  /** Called after records were replaced: whoever remembers rows must forget them. */
  readonly onReplaced: () => void;
}

const onlyName = 'default';

/** Endpoints by which tests put an org's records back where they were. */
export function dataRoutes({ snapshots, reset, onReplaced }: DataContext): readonly AdminRoute[] {
  return [
    {
      method: 'POST',
      pattern: '/local-org/reset',
      handle: () => {
        reset();
        onReplaced();
        return empty(204);
      },
    },
    {
      method: 'POST',
      pattern: '/local-org/snapshot',
      handle: ({ query }) => {
        snapshots.take(query.get('name') ?? onlyName);
        return json(200, { names: snapshots.names() });
      },
    },
    {
      method: 'POST',
      pattern: '/local-org/restore',
      handle: ({ query }) => {
        snapshots.restore(query.get('name') ?? onlyName);
        onReplaced();
        return empty(204);
      },
    },
  ];
}
