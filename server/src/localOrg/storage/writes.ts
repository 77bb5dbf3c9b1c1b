/** Who writes, and when. */
export interface WriteContext {
  /** 18 characters. */
  readonly userId: string;
  readonly now: Date;
}

/** Field values by name, as in a JSON body; names in any case, `attributes` is ignored. */
export type RecordValues = Readonly<Record<string, unknown>>;
