// What the record types of rows leave of their picklists. The org is asked when somebody edits one, not before.
import type { TypePicklists } from '../../../../../server/src/protocol/records.ts';
import type { Conversation } from '../conversation.ts';
import type { Value } from './values.ts';

export const recordTypeField = 'RecordTypeId';

/** What a call tells the record types of. */
export const mostRecordTypes = 200;

export interface RowPicklists {
  /** The record type of a record that was asked for; undefined where it is not known. */
  typeOf(id: string): string | null | undefined;
  /** Asks for the types of these records, one call for 200. */
  learnTypes(object: string, ids: readonly string[]): Promise<void>;
  /** Asks what types leave, one call each; those that are known cost none. Where the org does not tell, nothing changes. */
  learn(object: string, types: Iterable<Value>): Promise<void>;
  /** The values that a type leaves of a field; undefined where nothing is known of it. */
  left(type: Value | undefined, field: string): readonly string[] | undefined;
  clear(): void;
}

export function createRowPicklists(ask: Conversation['ask']): RowPicklists {
  const types = new Map<string, string | null>();
  const known = new Map<string, TypePicklists>();
  /** An id may be written with 15 characters or 18. */
  const keyOf = (type: Value) => String(type ?? '').slice(0, 15);

  return {
    typeOf: id => types.get(id),
    async learnTypes(object, ids) {
      for (let start = 0; start < ids.length; start += mostRecordTypes) {
        const { types: found } = await ask('recordTypes', { object, ids: ids.slice(start, start + mostRecordTypes) });
        for (const [id, type] of Object.entries(found)) types.set(id, type);
      }
    },
    async learn(object, wanted) {
      const missing = new Map([...wanted].map(type => [keyOf(type), type] as const));
      const learning = [...missing].map(async ([key, type]) => {
        if (known.has(key)) return;
        const recordType = type === null || type === '' ? null : String(type);
        const { picklists } = await ask('picklists', { object, recordType });
        if (picklists) known.set(key, picklists);
      });
      await Promise.all(learning);
    },
    left(type, field) {
      const picklists = type === undefined ? undefined : known.get(keyOf(type));
      return picklists && Object.hasOwn(picklists, field) ? picklists[field] : undefined;
    },
    clear() {
      types.clear();
      known.clear();
    },
  };
}
