import { describeObject } from '../describe/object.ts';
import { describeGlobal, objectSummary } from '../describe/summary.ts';
import { conditional } from '../http/conditional.ts';
import { json, notFound, type Reply } from '../http/reply.ts';
import type { ObjectDefinition, Schema } from '../schema/types.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { recordTypesOf } from '../storage/recordTypes.ts';
import type { SchemaStamp } from '../storage/schemaStamp.ts';
import type { ApiCall } from './call.ts';

export interface DescribeContext {
  readonly database: OrgDatabase;
  readonly stamp: SchemaStamp;
  readonly origin: () => string;
}

/** `GET /sobjects`. */
export function describeAll(context: DescribeContext, call: ApiCall): Reply {
  const make = () => json(200, describeGlobal(context.database.schema, call.version));
  return conditional(call.request, context.stamp, make);
}

/** `GET /sobjects/{object}/describe`. */
export function describeOne(context: DescribeContext, call: ApiCall, name: string): Reply {
  const object = requireObject(context.database.schema, name);
  return conditional(call.request, context.stamp, () => {
    const recordTypes = recordTypesOf(context.database, object);
    return json(200, describeObject(object, { version: call.version, origin: context.origin(), recordTypes }));
  });
}

/** `GET /sobjects/{object}`. Nobody looks at records here as a person in a browser does, so none are recent. */
export function summarize(context: DescribeContext, call: ApiCall, name: string): Reply {
  const object = requireObject(context.database.schema, name);
  return json(200, { objectDescribe: objectSummary(object, call.version), recentItems: [] });
}

/** The object that a path names, in any case. Throws an ApiError 404 when there is none. */
export function requireObject(schema: Schema, name: string): ObjectDefinition {
  const object = schema.object(name);
  if (!object) throw notFound();
  return object;
}
