import type { RequestPolicy } from '../../org/orgs.ts';
import { listLimits, requestPolicy, useReservedCalls } from '../../protocol/limits.ts';
import type { Context } from '../context.ts';

export function handleLimits({ connection, dispatch, orgs }: Context): void {
  dispatch.request(listLimits, async ({ org }) => ({ limits: await orgs.get(org).limits() }));
  dispatch.request(useReservedCalls, ({ org }) => {
    orgs.get(org).useReservedCalls();
    return null;
  });
  connection.onNotification(requestPolicy.method, (policy: RequestPolicy) => orgs.setPolicy(policy));
}
