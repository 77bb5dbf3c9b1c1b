// Changes of a result that are not saved, as the panel keeps them beside its page.
import type { RunId, RunProgress } from '../../../server/src/protocol/runs.ts';
import type { KeptRecord, PendingChanges } from './page/edit/pendingEdits.ts';
import type { ResultsOptions } from './results.ts';

/** By the ids of their records. */
export type Edits = ReadonlyMap<string, KeptRecord>;

/** What a tab shows: also after the server has gone, with what belongs to it, above all its org. */
export interface Shown {
  readonly run: RunId;
  readonly options: ResultsOptions;
}

/** A result that was left with changes. */
export interface KeptTab {
  /** Undefined where its rows went with the server. */
  readonly run: RunId | undefined;
  readonly shown: Shown;
  readonly last: RunProgress;
  readonly edits: Edits;
}

/** A record that is changed again keeps its place. */
export function withChanges(edits: Edits, { changed, removed }: PendingChanges): Edits {
  const next = new Map(edits);
  for (const id of removed) next.delete(id);
  for (const record of changed) next.set(record.id, record);
  return next;
}
