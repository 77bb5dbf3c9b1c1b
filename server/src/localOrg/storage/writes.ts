import type { ObjectDefinition } from '../schema/types.ts';

/** Who writes, and when. */
export interface WriteContext {
  /** 18 characters. */
  readonly userId: string;
  readonly now: Date;
  /** Called before a record is written, with its id where it has one. Throws when another holds the record. */
  readonly lock?: (object: ObjectDefinition, id: string | undefined) => void;
  /** What the request says about duplicate rules; none: nothing, and it saves record by record. */
  readonly duplicateRules?: DuplicateRuleOptions;
}

/** Of one request. */
export interface DuplicateRuleOptions {
  /** Alerts are ignored. */
  readonly allowSave: boolean;
  readonly includeRecordDetails: boolean;
  /** As `66.0`, for the paths of the records that are found. */
  readonly version: string;
  /** The Ids that the request has written so far. */
  readonly savedTogether: Set<string>;
}

/** Field values by name, as in a JSON body; names in any case, `attributes` is ignored. */
export type RecordValues = Readonly<Record<string, unknown>>;
