// What the user has changed and not saved yet: pure, with undo and redo.
import type { RecordOutcome } from '../../../../../server/src/protocol/records.ts';
import type { Value } from './values.ts';

/** What has to be known of a record before it is changed. */
export interface EditedRecord {
  readonly id: string;
  /** Its API name. */
  readonly object: string;
  /** What a person knows it by. */
  readonly name: string;
  /** SystemModstamp or LastModifiedDate, where the result shows one. */
  readonly modified?: string | undefined;
}

export interface PendingCell {
  readonly before: Value;
  readonly after: Value;
}

export interface PendingRecord extends EditedRecord {
  /** By the names of the fields. */
  readonly cells: ReadonlyMap<string, PendingCell>;
  readonly deleted: boolean;
  /** What became of the last try to save it. */
  readonly outcome?: Exclude<RecordOutcome, { readonly state: 'saved' }> | undefined;
}

export interface CellEdit extends PendingCell {
  readonly record: EditedRecord;
  readonly field: string;
}

export interface PendingCounts {
  readonly records: number;
  readonly cells: number;
  readonly deletions: number;
  /** Not saved, and Salesforce has said why, or nothing. */
  readonly failed: number;
  readonly conflicts: number;
}

/** A record as it crosses to the panel, which keeps what is pending while the page cannot. */
export type KeptRecord = Omit<PendingRecord, 'cells'> & {
  readonly cells: readonly (readonly [string, PendingCell])[];
};

/** What has become different since the panel was told last. */
export interface PendingChanges {
  readonly changed: readonly KeptRecord[];
  /** Ids of records that are pending no more. */
  readonly removed: readonly string[];
}

/** A record before and after a step. */
interface Change {
  readonly id: string;
  readonly from: PendingRecord | undefined;
  readonly to: PendingRecord | undefined;
}

export class PendingEdits {
  readonly #records = new Map<string, PendingRecord>();
  readonly #touched = new Set<string>();
  #done: (readonly Change[])[] = [];
  #undone: (readonly Change[])[] = [];

  /** In the order in which they were first changed. */
  get records(): readonly PendingRecord[] {
    return [...this.#records.values()];
  }

  get(id: string): PendingRecord | undefined {
    return this.#records.get(id);
  }

  /** What is shown of a field in place of what the org holds, if anything; of a record that will be deleted nothing is. */
  shownValue(id: string, field: string): Value | undefined {
    const record = this.#records.get(id);
    return record?.deleted ? undefined : record?.cells.get(field)?.after;
  }

  get isEmpty(): boolean {
    return this.#records.size === 0;
  }

  get counts(): PendingCounts {
    const all = this.records;
    const kept = all.filter(({ deleted }) => !deleted);
    return {
      records: all.length,
      cells: kept.reduce((sum, { cells }) => sum + cells.size, 0),
      deletions: all.length - kept.length,
      failed: all.filter(isFailed).length,
      conflicts: all.filter(({ outcome }) => outcome?.state === 'conflict').length,
    };
  }

  /** Each change once; undefined where there is none since the last call. */
  takeChanges(): PendingChanges | undefined {
    if (this.#touched.size === 0) return undefined;
    const ids = [...this.#touched];
    this.#touched.clear();
    const changed = ids.flatMap(id => this.#records.get(id) ?? []);
    return {
      changed: changed.map(record => ({ ...record, cells: [...record.cells] })),
      removed: ids.filter(id => !this.#records.has(id)),
    };
  }

  /** What the panel has kept; there is nothing to undo, and nothing that it would have to be told. */
  restore(records: readonly KeptRecord[]): void {
    this.clear();
    for (const record of records) this.#records.set(record.id, { ...record, cells: new Map(record.cells) });
  }

  /** One step to undo, however many cells. A cell that gets its old value again is no longer pending. */
  edit(edits: readonly CellEdit[]): void {
    const next = new Map<string, PendingRecord & { readonly cells: Map<string, PendingCell> }>();
    for (const { record, field, before, after } of edits) {
      const now = next.get(record.id) ?? copied(this.#records.get(record.id) ?? fresh(record));
      next.set(record.id, now);
      const first = now.cells.get(field)?.before ?? before;
      if (first === after) now.cells.delete(field);
      else now.cells.set(field, { before: first, after });
    }
    this.#step([...next.values()].map(to => ({ id: to.id, from: this.#records.get(to.id), to: nonEmpty(to) })));
  }

  /** Marks records to be deleted, or takes the mark away. */
  setDeleted(records: readonly EditedRecord[], deleted: boolean): void {
    this.#step(
      records.map(record => {
        const from = this.#records.get(record.id);
        return { id: record.id, from, to: nonEmpty({ ...(from ?? fresh(record)), deleted }) };
      }),
    );
  }

  /** Takes changes back, of all records or of some; that can be undone too. */
  discard(ids: Iterable<string> = [...this.#records.keys()]): void {
    this.#step([...ids].map(id => ({ id, from: this.#records.get(id), to: undefined })));
  }

  /** False where there is nothing to undo. */
  undo(): boolean {
    const step = this.#done.pop();
    if (!step) return false;
    for (const { id, from } of step.toReversed()) this.#put(id, from);
    this.#undone.push(step);
    return true;
  }

  redo(): boolean {
    const step = this.#undone.pop();
    if (!step) return false;
    for (const { id, to } of step) this.#put(id, to);
    this.#done.push(step);
    return true;
  }

  /** Takes in what became of records. What was saved is pending no more, and no step leads back behind a save. */
  settle(outcomes: ReadonlyMap<string, RecordOutcome>): void {
    this.#done = [];
    this.#undone = [];
    for (const [id, outcome] of outcomes) {
      const record = this.#records.get(id);
      if (record) this.#put(id, outcome.state === 'saved' ? undefined : { ...record, outcome });
    }
  }

  /** The user wants their own values although somebody else has changed the record: the next save compares with those. */
  keepMine(ids: readonly string[]): void {
    this.#step(
      ids.flatMap(id => {
        const from = this.#records.get(id);
        if (from?.outcome?.state !== 'conflict') return [];
        const { current } = from.outcome;
        const valueNow = (field: string, before: Value) => (field in current ? (current[field] as Value) : before);
        const cells = [...from.cells].map(
          ([field, cell]) => [field, { ...cell, before: valueNow(field, cell.before) }] as const,
        );
        const to = { ...from, cells: new Map(cells), outcome: undefined, modified: undefined };
        return [{ id, from, to }];
      }),
    );
  }

  /** Another result: nothing is pending, and there is nothing to undo. */
  clear(): void {
    this.#records.clear();
    this.#touched.clear();
    this.#done = [];
    this.#undone = [];
  }

  #step(changes: readonly Change[]): void {
    const real = changes.filter(({ from, to }) => from !== to);
    if (real.length === 0) return;
    for (const { id, to } of real) this.#put(id, to);
    this.#done.push(real);
    this.#undone = [];
  }

  #put(id: string, record: PendingRecord | undefined): void {
    this.#touched.add(id);
    if (record) this.#records.set(id, record);
    else this.#records.delete(id);
  }
}

/** Not saved in the last try, for another reason than that somebody else was faster or that it was not its turn. */
export const isFailed = ({ outcome }: PendingRecord): boolean =>
  outcome?.state === 'failed' || outcome?.state === 'unknown';

const fresh = (record: EditedRecord): PendingRecord => ({ ...record, cells: new Map(), deleted: false });

const copied = (record: PendingRecord) => ({ ...record, cells: new Map(record.cells) });

const nonEmpty = (record: PendingRecord): PendingRecord | undefined =>
  record.cells.size > 0 || record.deleted ? record : undefined;
