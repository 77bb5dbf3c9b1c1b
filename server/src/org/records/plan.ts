// What is to be written, decided before anything is: which records go together, and which must not be overwritten.
// Pure: no I/O.

/** The new values of one record, and what the user has seen of it. A save holds one change for each record. */
export interface RecordChange {
  readonly object: string;
  readonly id: string;
  /** New values by field; null empties one. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The record is to be deleted; its fields are left alone. */
  readonly delete?: boolean | undefined;
  /** What these fields held when they were read. Without them nothing is compared: the user overwrites. */
  readonly before?: Readonly<Record<string, unknown>> | undefined;
  /** SystemModstamp, or LastModifiedDate, when the record was read. */
  readonly modified?: string | undefined;
}

interface Failed {
  readonly state: 'failed';
  readonly code: string;
  readonly message: string;
  readonly fields: readonly string[];
  /** A duplicate rule refused it that only alerts. */
  readonly allowSave?: true;
}

export type RowOutcome =
  | { readonly state: 'saved' }
  /** Salesforce refused it, or could not be asked about it, and nothing was written; a retry may send it again. */
  | Failed
  /** Somebody else has changed it since. `current` holds what the fields to be changed hold now. */
  | { readonly state: 'conflict'; readonly current: Readonly<Record<string, unknown>> }
  /** No answer came: it may be saved or not. A retry looks first. */
  | { readonly state: 'unknown'; readonly code: string; readonly message: string }
  /** Not tried, because the call before it failed or the save was cancelled. */
  | { readonly state: 'notSent' };

/**
 * Records of one object, in the order in which they came, at most `size` at a time; by their place in `changes`. Those to
 * be deleted go by themselves.
 */
export function batchesOf(changes: readonly RecordChange[], size: number): number[][] {
  const together = Map.groupBy(
    changes.keys(),
    index => `${changes[index]!.delete ? '-' : ''}${changes[index]!.object}`,
  );
  return [...together.values()].flatMap(all =>
    Array.from({ length: Math.ceil(all.length / size) }, (_, batch) => all.slice(batch * size, (batch + 1) * size)),
  );
}

/** Which of these dates an object has, best first; it is compared to tell whether a record was changed. */
export const MODIFIED_FIELDS = ['SystemModstamp', 'LastModifiedDate'] as const;

/**
 * Whether a change may be written over what the org holds now: `send` it, or its outcome without any write. One that is
 * there already, because an answer was lost, counts as saved: nothing is written twice.
 */
export function judge(change: RecordChange, current: Readonly<Record<string, unknown>> | null): 'send' | RowOutcome {
  if (change.delete) return judgeDelete(change, current);
  if (!current) return { state: 'failed', code: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [] };
  const { fields } = change;
  const names = Object.keys(fields);
  const now = byName(current);
  const unknown = names.find(name => !now.has(name));
  // Its value is not known: it must not count as null.
  if (unknown)
    return { state: 'failed', code: 'BAD_ANSWER', message: `The answer lacks ${unknown}.`, fields: [unknown] };
  if (names.every(name => isSame(now.get(name), fields[name]))) return { state: 'saved' };
  const before = change.before && byName(change.before);
  if (!before) return 'send';
  if (!isTouched(change, current) && names.every(name => isSame(now.get(name), before.get(name)))) return 'send';
  return { state: 'conflict', current: Object.fromEntries(names.map(name => [name, now.get(name)])) };
}

function judgeDelete(change: RecordChange, current: Readonly<Record<string, unknown>> | null): 'send' | RowOutcome {
  if (!current) return { state: 'saved' };
  return isTouched(change, current) ? { state: 'conflict', current: {} } : 'send';
}

/** Whether its date has moved on. The one that was read may be either of the two that an object can have. */
function isTouched({ modified }: RecordChange, current: Readonly<Record<string, unknown>>): boolean {
  const stamps = MODIFIED_FIELDS.map(name => current[name]).filter(value => typeof value === 'string');
  return modified !== undefined && stamps.length > 0 && !stamps.includes(modified);
}

/** Salesforce takes the name of a field in any case, and answers with its own. */
function byName(values: Readonly<Record<string, unknown>>) {
  const byLower = new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    has: (name: string) => byLower.has(name.toLowerCase()),
    get: (name: string) => byLower.get(name.toLowerCase()),
  };
}

/** Salesforce keeps no empty text: it is null there. */
function isSame(a: unknown, b: unknown): boolean {
  const plain = (value: unknown) => (value === '' || value === undefined ? null : value);
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}
