import { type NotSaved, type Saved, saved, saveEach } from '../api/collections/results.ts';
import { type SaveError, saveError } from '../api/saveErrors.ts';
import { columnsOf } from '../bulk/ingest/columns.ts';
import { ApiError } from '../errors.ts';
import type { ObjectDefinition, Schema } from '../schema/types.ts';
import { DuplicatesError } from '../storage/duplicatesError.ts';
import { normalizedId } from '../storage/ids.ts';
import { malformedId } from '../storage/recordErrors.ts';
import { createRecord, deleteRecord, updateRecord } from '../storage/records.ts';
import { repeatedKeys } from '../storage/repeatedKeys.ts';
import { emptyFromRecycleBin, undeleteRecord } from '../storage/undelete.ts';
import { type UpsertKey, upsertField, upsertRecord } from '../storage/upsert.ts';
import type { RecordValues, WriteContext } from '../storage/writes.ts';
import { childText, element, textElement, type XmlElement } from '../xml/xml.ts';
import type { CheckedCall, Operation, SoapContext } from './context.ts';
import { duplicateResultElement } from './duplicates.ts';

// Up to 200 records a call.
// https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_create.htm

const mostRecords = 200;

export const create: Operation = (context, call) => {
  const write = writeOf(context, call);
  return saveRecords(context, call, ({ object, values }) =>
    saved(createRecord(context.database, object, values, write)),
  );
};

export const update: Operation = (context, call) => {
  const write = writeOf(context, call);
  const save = ({ object, id: given, values }: SoapRecord): Saved => {
    const id = requireId(given);
    updateRecord(context.database, object, id, values, write);
    return saved(id);
  };
  return saveRecords(context, call, save, ({ object, id }) => ({ field: object.field('Id')!, value: id }));
};

export const upsert: Operation = (context, call) => {
  const fieldName = childText(call.operation, 'externalIDFieldName') ?? '';
  const write = writeOf(context, call);
  const keyOf = ({ object, id, values }: SoapRecord) => {
    const field = upsertField(object, fieldName);
    const { [field.name]: value, ...rest } = field.type === 'id' ? { ...values, [field.name]: id } : values;
    return { field, value, rest };
  };
  const save = (record: SoapRecord): Saved => {
    const { rest, ...key } = keyOf(record);
    const { id, created } = upsertRecord(context.database, record.object, key, rest, write);
    return saved(id, created);
  };
  return saveRecords(context, call, save, keyOf);
};

/** Named with a trailing underscore because `delete` is a word of the language. */
export const delete_: Operation = (context, call) => eachId(context, call, deleteRecord);

export const undelete: Operation = (context, call) => eachId(context, call, undeleteRecord);

export const emptyRecycleBin: Operation = (context, call) => eachId(context, call, emptyFromRecycleBin);

function eachId(context: SoapContext, call: CheckedCall, change: typeof deleteRecord): readonly string[] {
  const { database } = context;
  const ids = call.operation.children.filter(({ name }) => name === 'ids' || name === 'ID').map(({ text }) => text);
  return results(context, call, ids, given => {
    const id = requireId(given);
    const object = database.schema.objectOfId(id);
    if (object === undefined) throw malformedId(given);
    change(database, object, id, context.write());
    return saved(id);
  });
}

interface SoapRecord {
  readonly object: ObjectDefinition;
  readonly id: string | undefined;
  readonly values: RecordValues;
}

/** @param keyOf by which the record is found, where it is */
function saveRecords(
  context: SoapContext,
  call: CheckedCall,
  save: (record: SoapRecord) => Saved,
  keyOf: (record: SoapRecord) => UpsertKey | undefined = () => undefined,
): readonly string[] {
  const { schema } = context.database;
  const records = call.operation.children.filter(({ name }) => name === 'sObjects');
  const refusalOf = repeatedKeys(records, record => unlessWrong(() => keyOf(recordOf(schema, record))));
  return results(context, call, records, record => save(recordOf(schema, record)), refusalOf);
}

/** What is wrong with a record is said when it is saved. */
function unlessWrong<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

function results<Item>(
  { database }: SoapContext,
  { allOrNone, operation }: CheckedCall,
  items: readonly Item[],
  save: (item: Item) => Saved,
  refusalOf: (item: Item) => ApiError | undefined = () => undefined,
): readonly string[] {
  if (items.length > mostRecords) {
    const message = `record limit reached. cannot submit more than ${mostRecords} records into this call`;
    throw new ApiError(500, 'EXCEEDED_ID_LIMIT', message);
  }
  const outcomes = saveEach(database, items, { allOrNone, save, errorOf, refusalOf });
  return outcomes.map(result => resultElement(operation.name, result));
}

function resultElement(operation: string, result: Saved | NotSaved): string {
  const errors = result.errors.map(errorElement);
  const created = operation === 'upsert' ? [textElement('created', result.success && result.created === true)] : [];
  return element('result', [
    ...created,
    ...errors,
    textElement('id', result.id ?? null),
    textElement('success', result.success),
  ]);
}

function errorOf(error: ApiError): SaveError {
  const plain = saveError(error);
  return error instanceof DuplicatesError ? { ...plain, duplicateResult: error.duplicateResult } : plain;
}

function errorElement({ fields, message, statusCode, duplicateResult }: SaveError): string {
  const content = [
    ...fields.map(field => textElement('fields', field)),
    textElement('message', message),
    textElement('statusCode', statusCode),
  ];
  if (duplicateResult === undefined) return element('errors', content);
  return element('errors', [...content, duplicateResultElement(duplicateResult)], 'xsi:type="DuplicateError"');
}

function writeOf(context: SoapContext, { duplicateRules, versionNumber }: CheckedCall): WriteContext {
  const options = { ...duplicateRules, version: `${versionNumber}.0`, savedTogether: new Set<string>() };
  return { ...context.write(), duplicateRules: options };
}

/** All values are text here, as in CSV, and an empty element leaves its field alone. */
function recordOf(schema: Schema, { children }: XmlElement): SoapRecord {
  const type = children.find(({ name }) => name === 'type')?.text ?? '';
  const object = schema.object(type);
  if (object === undefined) throw new ApiError(400, 'INVALID_TYPE', `sObject type '${type}' is not supported.`, []);
  const named = children.filter(({ name }) => name !== 'type' && name !== 'Id' && name !== 'fieldsToNull');
  const members = named.filter(member => member.children.length === 0);
  const parents = named.filter(member => member.children.length > 0).map(member => parentOf(object, member));
  const columns = columnsOf(
    schema,
    object,
    members.map(({ name }) => name),
  );
  if ('unknown' in columns) {
    const message = `No such column '${columns.unknown}' on entity '${object.name}'.`;
    throw new ApiError(400, 'INVALID_FIELD', message, [columns.unknown]);
  }
  const given = columns.flatMap(({ member }, index) =>
    [member(members[index]!.text)].filter(each => each !== undefined),
  );
  const emptied = children.filter(({ name }) => name === 'fieldsToNull').map(({ text }) => [text, null] as const);
  const id = children.find(({ name }) => name === 'Id')?.text;
  return { object, id: id === '' ? undefined : id, values: Object.fromEntries([...given, ...parents, ...emptied]) };
}

/** A parent by an external id, as REST has it: `<Owner><type>User</type><Username>x</Username></Owner>`. */
function parentOf(object: ObjectDefinition, { name, children }: XmlElement): [name: string, parent: RecordValues] {
  const reference = object.relationship(name);
  const nested = children.find(member => member.children.length > 0);
  if (reference === undefined || nested !== undefined) {
    const message = `No such relationship '${nested?.name ?? name}' on entity '${object.name}'.`;
    throw new ApiError(400, 'INVALID_FIELD', message, []);
  }
  const type = children.find(member => member.name === 'type')?.text;
  const keys = children.filter(member => member.name !== 'type').map(member => [member.name, member.text] as const);
  const attributes = type !== undefined && reference.referenceTo.length > 1 ? { attributes: { type } } : {};
  return [name, { ...attributes, ...Object.fromEntries(keys) }];
}

function requireId(given: string | undefined): string {
  if (given === undefined) throw new ApiError(400, 'MISSING_ARGUMENT', 'Id not specified in an update call', []);
  const id = normalizedId(given);
  if (id === undefined) throw malformedId(given);
  return id;
}
