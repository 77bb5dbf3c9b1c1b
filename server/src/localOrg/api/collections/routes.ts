import { type ApiRoute, sinceVersion } from '../call.ts';
import type { RecordContext } from '../records.ts';
import { removeMany } from './remove.ts';
import { retrieveMany, retrieveManyByBody } from './retrieve.ts';
import { createMany, updateMany, upsertMany } from './save.ts';

/** sObject Collections: version 42 brought them, version 46 the upsert. */
export function collectionRoutes(context: RecordContext): readonly ApiRoute[] {
  const many = '/composite/sobjects';
  const ofObject = '/composite/sobjects/:object';
  return sinceVersion(42, [
    { method: 'POST', pattern: many, handle: call => createMany(context, call) },
    { method: 'PATCH', pattern: many, handle: call => updateMany(context, call) },
    { method: 'DELETE', pattern: many, handle: call => removeMany(context, call) },
    { method: 'GET', pattern: ofObject, handle: (call, { object }) => retrieveMany(context, call, object!) },
    { method: 'POST', pattern: ofObject, handle: (call, { object }) => retrieveManyByBody(context, call, object!) },
    ...sinceVersion(46, [
      {
        method: 'PATCH',
        pattern: '/composite/sobjects/:object/:field',
        handle: (call, { object, field }) => upsertMany(context, call, { object: object!, field: field! }),
      },
    ]),
  ]);
}
