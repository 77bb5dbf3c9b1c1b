import type { ApiRoute } from './call.ts';
import { type ExternalIdPath, readByExternalId, removeByExternalId, upsert } from './externalIds.ts';
import { create, read, remove, update } from './records.ts';
import { type RelationshipContext, readStep, removeStep, stepOf, updateStep } from './relationships.ts';
import { deletedRecords, updatedRecords } from './replication.ts';

/** Single records, and what stands behind them. */
export function recordRoutes(context: RelationshipContext): readonly ApiRoute[] {
  const byId = '/sobjects/:object/:id';
  const byExternalId = '/sobjects/:object/:field/:value';
  return [
    { method: 'POST', pattern: '/sobjects/:object', handle: (call, { object }) => create(context, call, object!) },
    // An upsert without an id, which is an insert.
    { method: 'POST', pattern: '/sobjects/:object/Id', handle: (call, { object }) => create(context, call, object!) },
    {
      method: 'GET',
      pattern: '/sobjects/:object/updated',
      handle: (call, { object }) => updatedRecords(context.database, call, object!),
    },
    {
      method: 'GET',
      pattern: '/sobjects/:object/deleted',
      handle: (call, { object }) => deletedRecords(context.database, call, object!),
    },
    { method: 'GET', pattern: byId, handle: (call, { object, id }) => read(context, call, object!, id!) },
    { method: 'PATCH', pattern: byId, handle: (call, { object, id }) => update(context, call, object!, id!) },
    { method: 'DELETE', pattern: byId, handle: (_call, { object, id }) => remove(context, object!, id!) },
    {
      method: 'GET',
      pattern: byExternalId,
      handle(call, params) {
        const step = stepOf(context, params as ExternalIdPath);
        return step ? readStep(context, call, step) : readByExternalId(context, call, params as ExternalIdPath);
      },
    },
    {
      method: 'PATCH',
      pattern: byExternalId,
      handle(call, params) {
        const step = stepOf(context, params as ExternalIdPath);
        return step ? updateStep(context, call, step) : upsert(context, call, params as ExternalIdPath);
      },
    },
    {
      method: 'DELETE',
      pattern: byExternalId,
      handle(call, params) {
        const step = stepOf(context, params as ExternalIdPath);
        return step ? removeStep(context, step) : removeByExternalId(context, call, params as ExternalIdPath);
      },
    },
  ];
}
