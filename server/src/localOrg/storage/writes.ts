import type { ObjectDefinition } from '../schema/types.ts';

/** Who writes, and when. */
export interface WriteContext {
  /** 18 characters. */
  readonly userId: string;
  readonly now: Date;
  /** Called before a record is written, with its id where it has one. Throws when another holds the record. */
  readonly lock?: (object: ObjectDefinition, id: string | undefined) => void;
}

/** Field values by name, as in a JSON body; names in any case, `attributes` is ignored. */
export type RecordValues = Readonly<Record<string, unknown>>;
