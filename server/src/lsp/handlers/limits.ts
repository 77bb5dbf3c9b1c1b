import { listLimits } from '../../protocol/limits.ts';
import type { Context } from '../context.ts';

export function handleLimits({ dispatch, orgs }: Context): void {
  dispatch.request(listLimits, async ({ org }) => ({ limits: await orgs.get(org).limits() }));
}
