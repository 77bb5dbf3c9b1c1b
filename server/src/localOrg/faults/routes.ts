import type { AdminRoute } from '../admin/routes.ts';
import { readJson } from '../http/body.ts';
import { empty, json, notFound } from '../http/reply.ts';
import type { ActiveRule, Faults } from './faults.ts';
import { readRule } from './rule.ts';

/** `/local-org/faults`: what goes wrong from now on, and how often. */
export function faultRoutes(faults: Faults): readonly AdminRoute[] {
  return [
    { method: 'GET', pattern: '/local-org/faults', handle: () => json(200, faults.list().map(shown)) },
    {
      method: 'POST',
      pattern: '/local-org/faults',
      handle: async request => json(201, shown(faults.add(readRule(await readJson(request, 64 * 1024))))),
    },
    {
      method: 'DELETE',
      pattern: '/local-org/faults',
      handle() {
        faults.clear();
        return empty(204);
      },
    },
    {
      method: 'DELETE',
      pattern: '/local-org/faults/:id',
      handle(_request, { id = '' }) {
        if (!faults.remove(id)) throw notFound();
        return empty(204);
      },
    },
  ];
}

/** As it was asked for, with all defaults and the counts. */
function shown({ fault: { name, ...parameters }, ...rule }: ActiveRule): object {
  return { ...rule, fault: name, ...parameters };
}
