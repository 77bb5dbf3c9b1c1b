import { ApiError } from '../../errors.ts';
import type { ObjectDefinition, Schema } from '../../schema/types.ts';
import type { RecordValues } from '../../storage/writes.ts';
import { isObject } from '../collections/body.ts';
import { requireAtMost } from './composite.ts';

/** A record of a tree with the records below it. */
export interface Branch {
  readonly referenceId: string;
  readonly object: ObjectDefinition;
  readonly values: RecordValues;
  /** The reference to the record above; none at the root. */
  readonly parentField: string | undefined;
  readonly children: readonly Branch[];
}

const mostRecords = 200;
const mostTypes = 5;
const mostLevels = 5;

/** Reads the body of a tree. Throws an ApiError 400 when it is malformed or beyond the limits. */
export function readBranches(schema: Schema, root: ObjectDefinition, body: unknown): readonly Branch[] {
  const branches = readList(schema, body, { object: root, parentField: undefined, level: 1 });
  const all = flatten(branches);
  requireAtMost(mostRecords, all.length, 'records');
  requireAtMost(mostTypes, new Set(all.map(({ object }) => object)).size, 'types of records');
  if (new Set(all.map(({ referenceId }) => referenceId)).size < all.length) {
    throw new ApiError(400, 'INVALID_INPUT', 'Duplicate ReferenceId provided in the request.');
  }
  return branches;
}

interface Position {
  readonly object: ObjectDefinition;
  readonly parentField: string | undefined;
  /** From 1. */
  readonly level: number;
}

function readList(schema: Schema, list: unknown, position: Position): readonly Branch[] {
  requireAtMost(mostLevels, position.level, 'levels');
  if (!isObject(list) || !Array.isArray(list.records) || list.records.length === 0) {
    throw malformed('A list of records must be a JSON object with records, and at least one of them');
  }
  return list.records.map(record => readBranch(schema, record, position));
}

function readBranch(schema: Schema, record: unknown, { object, parentField, level }: Position): Branch {
  const { attributes, ...members } = isObject(record) ? record : {};
  const { type, referenceId } = isObject(attributes) ? attributes : {};
  if (typeof type !== 'string' || typeof referenceId !== 'string' || referenceId === '') {
    throw malformed('Each record must have its attributes: {"attributes": {"type": "…", "referenceId": "…"}}');
  }
  if (schema.object(type) !== object) {
    throw new ApiError(400, 'INVALID_TYPE', `The type of record ${referenceId} must be ${object.name}, not ${type}`);
  }
  const entries = Object.entries(members);
  const isChildren = ([name, value]: [string, unknown]) =>
    isObject(value) && 'records' in value && object.childRelationship(name) !== undefined;
  const children = entries.filter(isChildren).flatMap(([name, value]) => {
    const { childObject = '', field } = object.childRelationship(name) ?? {};
    const child = schema.object(childObject);
    return child === undefined ? [] : readList(schema, value, { object: child, parentField: field, level: level + 1 });
  });
  const values = Object.fromEntries(entries.filter(entry => !isChildren(entry)));
  return { referenceId, object, values, parentField, children };
}

function flatten(branches: readonly Branch[]): readonly Branch[] {
  return branches.flatMap(branch => [branch, ...flatten(branch.children)]);
}

function malformed(message: string): ApiError {
  return new ApiError(400, 'JSON_PARSER_ERROR', message);
}
