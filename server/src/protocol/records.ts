// Single records: reading, changing and deleting them. The client has asked the user before it sends a change.
import { request } from './message.ts';
import type { OrgKey } from './orgs.ts';

export interface RecordField {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly updateable: boolean;
  readonly createable: boolean;
  /** Who makes a record must fill it in. */
  readonly required: boolean;
  readonly nillable: boolean;
  readonly length: number;
  /** Active values. */
  readonly picklistValues: readonly { readonly value: string; readonly label: string }[];
  /** Whether the org refuses other values. */
  readonly restricted: boolean;
  readonly referenceTo: readonly string[];
}

export interface RecordTypeItem {
  readonly id: string;
  readonly label: string;
  /** Whether new records of this user get it. */
  readonly isDefault: boolean;
}

/** The values that records of one type can choose, by the name of the picklist field. */
export type TypePicklists = Readonly<Record<string, readonly string[]>>;

export interface RecordItem {
  readonly object: string;
  readonly label: string;
  /** Empty for a record that is not there yet. */
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly fields: readonly RecordField[];
  /** Those of its object, without the master. */
  readonly recordTypes: readonly RecordTypeItem[];
  /** Lists of records that point at this one. */
  readonly children: readonly { readonly relationshipName: string; readonly object: string; readonly field: string }[];
}

/** Costs one API call. Without `object` the first characters of the id tell it. */
export const readRecord = request<{ readonly org: OrgKey; readonly object?: string; readonly id: string }, RecordItem>(
  'records/read',
);

/** A record that is not there yet: no id, no values. Costs a call only where the object was never described. */
export const describeNewRecord = request<{ readonly org: OrgKey; readonly object: string }, RecordItem>('records/new');

/**
 * What a record type of the object leaves of its picklists; null asks for records without one. Without an answer all
 * active values count: the object has no record types, or the org does not tell. Costs one API call the first time.
 */
export const recordPicklists = request<
  { readonly org: OrgKey; readonly object: string; readonly recordType: string | null },
  { readonly picklists?: TypePicklists }
>('records/picklists');

/** The record types of records, by their ids, at most 200; without those that are not found. Costs one API call. */
export const recordTypes = request<
  { readonly org: OrgKey; readonly object: string; readonly ids: readonly string[] },
  { readonly types: Readonly<Record<string, string | null>> }
>('records/types');

/**
 * Costs one API call, which is never sent twice by itself. `alert`: nothing was made, because a duplicate rule says so;
 * it can be made with `allowDuplicates`.
 */
export const createRecord = request<
  {
    readonly org: OrgKey;
    readonly object: string;
    readonly fields: Readonly<Record<string, unknown>>;
    /** The user has seen that a duplicate rule alerts. */
    readonly allowDuplicates?: boolean;
  },
  { readonly id: string } | { readonly alert: string }
>('records/create');

export interface RecordChange {
  readonly object: string;
  readonly id: string;
  /** New values by field; null empties one. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The record is to be deleted; its fields are left alone. */
  readonly delete?: boolean;
  /** What these fields held when they were read. Without them nothing is compared: the user overwrites. */
  readonly before?: Readonly<Record<string, unknown>>;
  /** SystemModstamp, or LastModifiedDate, when the record was read. */
  readonly modified?: string;
}

/** What became of one change. */
export type RecordOutcome =
  | { readonly state: 'saved' }
  | {
      readonly state: 'failed';
      readonly code: string;
      readonly message: string;
      readonly fields: readonly string[];
      /** A duplicate rule refused it that only alerts: it can be saved with `allowDuplicates`. */
      readonly allowSave?: true;
    }
  /** Somebody else has changed it since; what its fields hold now. */
  | { readonly state: 'conflict'; readonly current: Readonly<Record<string, unknown>> }
  /** No answer came: it may be saved or not. Sending the change again looks first. */
  | { readonly state: 'unknown'; readonly code: string; readonly message: string }
  /** Not tried, because the call before it failed or the save was cancelled. */
  | { readonly state: 'notSent' };

/**
 * Writes changes and deletes records, one change for each record; the outcomes come in their order. Costs two API calls
 * for 200 records: one that looks for conflicts and one that writes; and one more for 25 that a duplicate rule refuses. Fails only where nothing has been tried; later failures are outcomes.
 */
export const saveRecords = request<
  {
    readonly org: OrgKey;
    readonly changes: readonly RecordChange[];
    /** The user has seen that a duplicate rule alerts. */
    readonly allowDuplicates?: boolean;
  },
  { readonly outcomes: readonly RecordOutcome[] }
>('records/save');
export const deleteRecord = request<{ readonly org: OrgKey; readonly object: string; readonly id: string }, null>(
  'records/delete',
);

/**
 * Takes records out of the recycle bin, at most 200, with what was deleted along with them. Costs one API call, which is
 * never sent twice by itself. Fails with the first reason where none comes back. `back`: whole ids, of 18 characters.
 */
export const undeleteRecords = request<
  { readonly org: OrgKey; readonly ids: readonly string[] },
  { readonly back: readonly string[]; readonly failed: readonly { readonly code: string; readonly message: string }[] }
>('records/undelete');
