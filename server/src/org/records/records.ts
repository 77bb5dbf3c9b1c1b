import { type SaveResult, saveCollection } from '../../salesforce/composite/collections.ts';
import { retrieveRecords } from '../../salesforce/composite/retrieve.ts';
import { updateOneByOne } from '../../salesforce/composite/updateOneByOne.ts';
import { errorFromFailure, SalesforceError } from '../../salesforce/errors.ts';
import { createRecord, deleteRecord, type RecordValues, readRecord } from '../../salesforce/rest/records.ts';
import { undeleteRecords } from '../../salesforce/soap/undelete.ts';
import type { Transport } from '../../salesforce/transport/transport.ts';
import type { ObjectSchema } from '../../soql/semantics/schema.ts';
import type { SchemaCache } from '../schemaCache.ts';
import { askAboutDuplicates } from './duplicates.ts';
import { type Found, lookUp } from './lookup.ts';
import type { RecordChange, RowOutcome } from './plan.ts';
import { type RecordApi, saveChanges } from './save.ts';

export type { RecordChange, RowOutcome };

/** Single records of an org. */
export interface OrgRecords {
  /** A record with all of its fields. Without `object` the prefix of the id tells it. Throws NO_SUCH_RECORD. */
  read(id: string, object?: string, signal?: AbortSignal): Promise<{ object: ObjectSchema; values: RecordValues }>;
  describe(object: string): Promise<ObjectSchema>;
  /** The record types of up to 200 records, by their ids; without those that are not found. */
  typesOf(object: string, ids: readonly string[]): Promise<Record<string, string | null>>;
  /** The id of the new record, or what a duplicate rule alerts about. Throws what the org refuses it for. */
  create(
    object: string,
    fields: RecordValues,
    options?: WriteOptions,
  ): Promise<{ readonly id: string } | { readonly alert: string }>;
  /** See `saveChanges`. */
  save(changes: readonly RecordChange[], signal: AbortSignal, options?: WriteOptions): Promise<RowOutcome[]>;
  delete(object: string, id: string): Promise<void>;
  /** Out of the recycle bin, at most 200. Throws the first reason, such as UNDELETE_FAILED, where none comes back. */
  undelete(ids: readonly string[]): Promise<Undeleted>;
  /** See `lookUp`. */
  lookUp(object: string, text: string, signal: AbortSignal): Promise<readonly Found[]>;
}

export interface WriteOptions {
  /** The user has seen that a duplicate rule alerts. */
  readonly allowDuplicates?: boolean | undefined;
}

export interface Undeleted {
  /** Ids of 18 characters. */
  readonly back: readonly string[];
  readonly failed: readonly { readonly code: string; readonly message: string }[];
}

export function recordsOf(
  transport: Transport,
  apiVersion: () => Promise<string>,
  schema: Pick<SchemaCache, 'objects' | 'describe'>,
): OrgRecords {
  return {
    async read(id, name, signal) {
      const object = await schema.describe(name ?? (await objectOfId(schema, id)));
      const values = await readRecord(transport, await apiVersion(), object.name, id, signal).catch(noSuchRecord);
      return { object, values };
    },
    describe: object => schema.describe(object),
    async typesOf(object, ids) {
      const fields = ['RecordTypeId'];
      const found = await retrieveRecords(transport, await apiVersion(), object, { ids, fields });
      const types = found.map(
        (record, index) => [ids[index], record ? textOf(record.RecordTypeId) : undefined] as const,
      );
      return Object.fromEntries(types.filter(([, type]) => type !== undefined));
    },
    create: async (object, fields, options) => {
      const target = { transport, apiVersion: await apiVersion() };
      try {
        return { id: await createRecord(target, object, fields, options) };
      } catch (error) {
        const { allowSave, message } = errorFromFailure(error);
        if (allowSave) return { alert: message };
        throw error;
      }
    },
    save: async (changes, signal, options) => {
      const version = await apiVersion();
      const target = { transport, apiVersion: version };
      const api: RecordApi = {
        hasField: async (object: string, field: string) => (await schema.describe(object)).field(field) !== undefined,
        retrieve: retrieveRecords.bind(undefined, transport, version),
        update: async (object, updates) => {
          const records = updates.map(({ id, fields }) => ({ attributes: { type: object }, ...fields, id }));
          const results = allOf(records, await saveCollection(target, { operation: 'update', records, ...options }));
          // With that wish a rule has refused for good: there is nothing to ask about.
          if (options?.allowDuplicates) return results;
          return askAboutDuplicates(results, updates, some => updateOneByOne(target, object, some));
        },
        delete: async ids => allOf(ids, await saveCollection(target, { operation: 'delete', ids })),
      };
      return saveChanges(api, changes, signal);
    },
    delete: async (object, id) => deleteRecord(transport, await apiVersion(), object, id),
    undelete: async ids => undeleted(await undeleteRecords({ transport, apiVersion: await apiVersion() }, ids)),
    lookUp: async (name, text, signal) =>
      lookUp({ transport, apiVersion: await apiVersion(), object: await schema.describe(name) }, text, signal),
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Fewer outcomes than records would tell of the wrong ones. */
function allOf(sent: readonly unknown[], results: readonly SaveResult[]): readonly SaveResult[] {
  if (results.length === sent.length) return results;
  throw new SalesforceError({ code: 'BAD_ANSWER', message: 'The answer lacks outcomes.' });
}

function undeleted(results: readonly SaveResult[]): Undeleted {
  const back = results.flatMap(({ success, id }) => (success ? [id] : []));
  const failed = results.flatMap(({ errors: [error] }) =>
    error ? [{ code: error.statusCode, message: error.message }] : [],
  );
  if (back.length === 0 && failed[0]) throw new SalesforceError(failed[0]);
  return { back, failed };
}

/** Of an object that is missing Salesforce says the same. */
function noSuchRecord(error: unknown): never {
  const { code, message } = errorFromFailure(error);
  throw code === 'NOT_FOUND' ? new SalesforceError({ code: 'NO_SUCH_RECORD', message }) : error;
}

async function objectOfId(schema: Pick<SchemaCache, 'objects'>, id: string): Promise<string> {
  const found = (await schema.objects()).find(({ keyPrefix }) => keyPrefix && id.startsWith(keyPrefix));
  if (found) return found.name;
  throw new SalesforceError({
    code: 'NO_SUCH_RECORD',
    message: `No object of the org has ids that begin with ${id.slice(0, 3)}.`,
  });
}
