import type { FieldSchema } from '../../../soql/semantics/schema.ts';
import type { LoadMapping } from '../load/mapping.ts';
import { type CellCheck, cellCheckOf } from './values.ts';

/** What a check reads of a field. */
export type LoadObjectField = Pick<
  FieldSchema,
  | 'name'
  | 'type'
  | 'length'
  | 'nillable'
  | 'createable'
  | 'updateable'
  | 'defaultedOnCreate'
  | 'idLookup'
  | 'unique'
  | 'externalId'
  | 'referenceTo'
  | 'relationshipName'
  | 'restrictedPicklist'
  | 'picklistValues'
>;

/** An object as far as a check needs it. Plain data: it crosses to the worker thread. */
export interface LoadObject {
  readonly name: string;
  readonly fields: readonly LoadObjectField[];
}

/** What is wrong with the mapping itself: the org would refuse the whole job. */
export interface MappingProblem {
  readonly code:
    | 'UNKNOWN_FIELD'
    | 'NOT_WRITABLE'
    | 'MAPPED_TWICE'
    | 'NO_EXTERNAL_ID'
    | 'MISSING_REQUIRED'
    | 'MISSING_ID'
    | 'MISSING_EXTERNAL_ID'
    | 'NOTHING_MAPPED';
  readonly field: string;
}

/** A field of the rows that are sent, with what its cells must be. */
export interface CheckedColumn {
  readonly field: string;
  readonly check: CellCheck;
  readonly required: boolean;
  /** No two rows may have the same. */
  readonly unique: boolean;
}

export interface CheckedColumns {
  readonly problems: readonly MappingProblem[];
  readonly columns: readonly CheckedColumn[];
}

/** Compares a mapping with Describe. `fields`: those that are sent; `parents`: the objects behind relationship columns, by name in lower case. */
export function checkColumns(
  mapping: LoadMapping,
  fields: readonly string[],
  object: LoadObject,
  parents: ReadonlyMap<string, LoadObject>,
): CheckedColumns {
  const problems: MappingProblem[] = [];
  const seen = new Set<string>();
  const columns = fields.map((field): CheckedColumn => {
    const key = field.toLowerCase();
    if (seen.has(key)) problems.push({ code: 'MAPPED_TWICE', field });
    seen.add(key);
    const found = field.includes('.') ? parentField(field, object, parents) : fieldOf(object, field);
    if ('problem' in found) {
      problems.push({ code: found.problem, field });
      return { field, check: () => undefined, required: false, unique: false };
    }
    const { target, written } = found;
    if (!isKey(mapping, field) && !isWritable(mapping, written)) problems.push({ code: 'NOT_WRITABLE', field });
    return {
      field,
      check: cellCheckOf(target),
      required: isKey(mapping, field) || isRequired(mapping, written),
      unique: isKey(mapping, field) || (target === written && target.unique && mapping.operation === 'insert'),
    };
  });
  return { problems: [...problems, ...missing(mapping, object, seen)], columns };
}

function missing(mapping: LoadMapping, object: LoadObject, seen: ReadonlySet<string>): MappingProblem[] {
  const { operation, externalId = '' } = mapping;
  if (seen.size === 0) return [{ code: 'NOTHING_MAPPED', field: object.name }];
  if (operation === 'upsert') {
    if (externalId === '') return [{ code: 'NO_EXTERNAL_ID', field: object.name }];
    return seen.has(externalId.toLowerCase()) ? [] : [{ code: 'MISSING_EXTERNAL_ID', field: externalId }];
  }
  if (operation !== 'insert') return seen.has('id') ? [] : [{ code: 'MISSING_ID', field: 'Id' }];
  const written = new Set(
    [...seen].map(field => (field.includes('.') ? field.replace(/^\w+:/, '').split('.')[0]! : field)),
  );
  return object.fields
    .filter(field => isRequired(mapping, field))
    .filter(
      ({ name, relationshipName }) =>
        !written.has(name.toLowerCase()) && !written.has(relationshipName?.toLowerCase() ?? ''),
    )
    .map(({ name }) => ({ code: 'MISSING_REQUIRED', field: name }));
}

/** The column that says which record a row is. */
function isKey({ operation, externalId = '' }: LoadMapping, field: string): boolean {
  const key = operation === 'upsert' ? externalId : operation === 'insert' ? '' : 'Id';
  return key !== '' && field.toLowerCase() === key.toLowerCase();
}

function isWritable({ operation }: LoadMapping, field: LoadObjectField): boolean {
  if (operation === 'insert') return field.createable;
  if (operation === 'upsert') return field.createable || field.updateable;
  return operation === 'update' && field.updateable;
}

function isRequired({ operation }: LoadMapping, field: LoadObjectField): boolean {
  if (operation !== 'insert' || field.type === 'boolean') return false;
  return !field.nillable && field.createable && !field.defaultedOnCreate;
}

type Found =
  | { readonly target: LoadObjectField; readonly written: LoadObjectField }
  | { readonly problem: MappingProblem['code'] };

function fieldOf(object: LoadObject, name: string): Found {
  const field = object.fields.find(one => one.name.toLowerCase() === name.toLowerCase());
  return field ? { target: field, written: field } : { problem: 'UNKNOWN_FIELD' };
}

/** `Account.ExtId__c`, or `Lead:Who.Email` where the parent may be of several objects. */
function parentField(path: string, object: LoadObject, parents: ReadonlyMap<string, LoadObject>): Found {
  const { relationship, key, type } = parentPath(path);
  const written = object.fields.find(field => field.relationshipName?.toLowerCase() === relationship.toLowerCase());
  const parent = parents.get((type ?? written?.referenceTo[0] ?? '').toLowerCase());
  const target = parent?.fields.find(field => field.name.toLowerCase() === key.toLowerCase());
  if (!written || !target) return { problem: 'UNKNOWN_FIELD' };
  return target.externalId || target.idLookup ? { target, written } : { problem: 'NO_EXTERNAL_ID' };
}

export function parentPath(path: string): { relationship: string; key: string; type: string | undefined } {
  const [, type, relationship = '', key = ''] = /^(?:(\w+):)?(\w+)\.(\w+)$/.exec(path) ?? [];
  return { relationship, key, type };
}
