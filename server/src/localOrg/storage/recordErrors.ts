import { ApiError } from '../errors.ts';
import type { ObjectDefinition } from '../schema/types.ts';

// The errors about a record as a whole, in Salesforce's words.

export function notFound(): ApiError {
  return new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

export function entityIsDeleted(): ApiError {
  return new ApiError(404, 'ENTITY_IS_DELETED', 'entity is deleted', []);
}

export function malformedId(id: unknown): ApiError {
  const printed = typeof id === 'string' ? id : JSON.stringify(id);
  return new ApiError(400, 'MALFORMED_ID', `malformed id ${printed}`, []);
}

export function idOfWrongType(object: ObjectDefinition, id: string): ApiError {
  return new ApiError(400, 'MALFORMED_ID', `${object.label} ID: id value of incorrect type: ${id}`, ['Id']);
}

export function noSuchColumn(object: ObjectDefinition, name: string): ApiError {
  return new ApiError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
}

/** The object's flags do not allow it for anyone. */
export function cannotWrite(
  object: ObjectDefinition,
  done: 'inserted' | 'updated' | 'deleted' | 'undeleted',
): ApiError {
  const message = `entity type cannot be ${done}: ${object.label}`;
  return new ApiError(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message, []);
}
