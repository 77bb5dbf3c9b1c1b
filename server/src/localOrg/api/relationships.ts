import { ApiError } from '../errors.ts';
import { empty, notFound, type Reply } from '../http/reply.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import { normalizedId } from '../storage/ids.ts';
import { liveRow } from '../storage/lookups.ts';
import { readRecord } from '../storage/readRecord.ts';
import { deleteRecord, updateRecord } from '../storage/records.ts';
import type { ApiCall } from './call.ts';
import { requireObject } from './describe.ts';
import type { ExternalIdPath } from './externalIds.ts';
import { answerQuery, type QueryContext } from './query.ts';
import { type RecordContext, readById, readValues } from './records.ts';
import { writeOf } from './writeOf.ts';

// What stands behind a record: `/sobjects/{object}/{id}/{relationship or field}`.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_relationships.htm

export interface RelationshipContext extends RecordContext, QueryContext {}

/** A path that names a record by its id and goes on from there. */
interface Step {
  readonly object: ObjectDefinition;
  readonly id: string;
  readonly name: string;
}

/** The step that a path of three segments means; undefined when it means an external id. */
export function stepOf({ database }: RecordContext, path: ExternalIdPath): Step | undefined {
  const object = requireObject(database.schema, path.object);
  const id = object.field(path.field) === undefined ? normalizedId(path.field) : undefined;
  return id === undefined ? undefined : { object, id, name: path.value };
}

/** `GET`: the parent, a page of the children, or the bytes of a blob field. */
export function readStep(context: RelationshipContext, call: ApiCall, { object, id, name }: Step): Reply {
  liveRow(context.database, object, id);
  const field = object.field(name);
  if (field?.type === 'base64') return blob(context, object, id, field);
  const children = object.childRelationship(name);
  if (children !== undefined) {
    const child = requireObject(context.database.schema, children.childObject);
    const fields = call.request.query.get('fields') ?? child.fields.map(each => each.name).join(', ');
    const text = `SELECT ${fields} FROM ${child.name} WHERE ${children.field} = '${id}'`;
    return answerQuery(context, call, text, false);
  }
  const parent = parentOf(context, { object, id, name });
  return readById(context, call, parent.object, parent.id);
}

/** `PATCH`: changes the parent. */
export async function updateStep(context: RecordContext, call: ApiCall, step: Step): Promise<Reply> {
  const values = await readValues(call);
  const { object, id } = parentOf(context, step);
  updateRecord(context.database, object, id, values, writeOf(context, call));
  return empty(204);
}

/** `DELETE`: deletes the parent. */
export function removeStep(context: RecordContext, step: Step): Reply {
  const { object, id } = parentOf(context, step);
  deleteRecord(context.database, object, id, context.write());
  return empty(204);
}

/** Throws an ApiError 404 when there is no such relationship, or nothing behind it. */
function parentOf({ database }: RecordContext, { object, id, name }: Step) {
  const field = object.relationship(name);
  if (field === undefined) throw noSuchRelationship(object, name);
  const parentId = readRecord(database, object, id, [field.name])[field.name];
  const parent = typeof parentId === 'string' ? database.schema.objectOfId(parentId) : undefined;
  if (parent === undefined) throw notFound();
  return { object: parent, id: String(parentId) };
}

function blob({ database }: RecordContext, object: ObjectDefinition, id: string, field: FieldDefinition): Reply {
  const value = readRecord(database, object, id, [field.name])[field.name];
  if (typeof value !== 'string') throw notFound();
  const chunks = [Buffer.from(value, 'base64')];
  return { status: 200, body: { kind: 'stream', contentType: 'application/octetstream', chunks } };
}

function noSuchRelationship(object: ObjectDefinition, name: string): ApiError {
  return new ApiError(404, 'NOT_FOUND', `The requested resource does not exist: ${object.name} has no ${name}`);
}
