import type { RecordType } from './types.ts';

/** What record types leave of picklists, by the id of the record type. */
export type RecordedPicklists = ReadonlyMap<string, RecordType['picklistValues']>;

/**
 * The picklists of record types in the answers of a real org: those of `…/describe/layouts`, and those of the UI API,
 * `…/picklist-values/{recordTypeId}[/{field}]`, whose `url` tells what they belong to. Other answers tell none.
 */
export function recordedPicklists(answers: readonly unknown[]): RecordedPicklists {
  const found = new Map<string, Record<string, readonly string[]>>();
  const add = (recordTypeId: string, field: string, values: readonly Value[]): void => {
    const known = found.get(recordTypeId) ?? {};
    found.set(recordTypeId, { ...known, [field]: values.map(({ value }) => value) });
  };
  for (const answer of answers as readonly (Answer | null)[]) {
    for (const { recordTypeId, picklistsForRecordType } of listOf(answer?.recordTypeMappings)) {
      for (const { picklistName, picklistValues } of listOf(picklistsForRecordType)) {
        add(
          recordTypeId,
          picklistName,
          listOf(picklistValues).filter(({ active = true }) => active),
        );
      }
    }
    for (const list of [answer, ...Object.values(answer?.picklistFieldValues ?? {})]) {
      const [, recordTypeId, field] = /\/picklist-values\/(\w{18})\/(\w+)$/.exec(String(list?.url ?? '')) ?? [];
      if (recordTypeId !== undefined && field !== undefined) add(recordTypeId, field, listOf(list?.values));
    }
  }
  return found;
}

interface Value {
  readonly value: string;
  readonly active?: boolean;
}

interface ValueList {
  readonly url?: string | null;
  readonly values?: readonly Value[];
}

interface Answer extends ValueList {
  readonly recordTypeMappings?: readonly {
    readonly recordTypeId: string;
    readonly picklistsForRecordType:
      | readonly {
          readonly picklistName: string;
          readonly picklistValues: readonly Value[];
        }[]
      | null;
  }[];
  readonly picklistFieldValues?: Readonly<Record<string, ValueList>>;
}

function listOf<Item>(value: readonly Item[] | null | undefined): readonly Item[] {
  return Array.isArray(value) ? value : [];
}
