// Writing what is pending: 200 records at a time, so that it can be watched and stopped.
import type { RecordOutcome } from '../../../../../server/src/protocol/records.ts';
import type { Conversation } from '../conversation.ts';
import type { SavedChange } from './messages.ts';
import type { PendingEdits, PendingRecord } from './pendingEdits.ts';

const recordsAtOnce = 200;

export interface SaveProgress {
  readonly done: number;
  readonly all: number;
  /** The user has stopped it; what is under way is still waited for. */
  readonly stops: boolean;
}

export interface SaveResult {
  readonly saved: number;
  /** Of these, how many could not be read again: the grid shows what they held before. */
  readonly stale: number;
  /** It did not get to the end: the user stopped it, or a call failed. */
  readonly stopped: boolean;
}

interface Parts {
  readonly edits: PendingEdits;
  readonly ask: Conversation['ask'];
  readonly onProgress: () => void;
  /** A record is deleted. */
  readonly onDeleted: (id: string) => void;
}

export interface Saving {
  /** Undefined while nothing is saved. */
  readonly progress: SaveProgress | undefined;
  /**
   * Writes the changes of these records, in their order, but for those that somebody else has changed meanwhile. What
   * became of each is in `edits`; saved ones show what the org holds now. Undefined where the user does not want it.
   * Rejects where nothing could be sent.
   */
  save(ids: readonly string[]): Promise<SaveResult | undefined>;
  /** After the call that is under way. */
  stop(): void;
}

export function createSaving(parts: Parts): Saving {
  const { edits, ask, onProgress } = parts;
  let progress: SaveProgress | undefined;
  const tell = (next: SaveProgress | undefined) => {
    progress = next;
    onProgress();
  };

  async function saveAll(records: readonly PendingRecord[]): Promise<SaveResult> {
    let saved = 0;
    let stale = 0;
    for (let start = 0; start < records.length; start += recordsAtOnce) {
      if (progress?.stops) return { saved, stale, stopped: true };
      const some = records.slice(start, start + recordsAtOnce);
      const { outcomes, stale: unread } = await saveSome(parts, some);
      stale += unread;
      saved += [...outcomes.values()].filter(({ state }) => state === 'saved').length;
      const isBroken = [...outcomes.values()].some(({ state }) => state === 'unknown' || state === 'notSent');
      if (isBroken) return { saved, stale, stopped: true };
      tell({ done: start + some.length, all: records.length, stops: progress?.stops ?? false });
    }
    return { saved, stale, stopped: false };
  }

  return {
    get progress() {
      return progress;
    },
    async save(ids) {
      const records = ids.flatMap(id => edits.get(id) ?? []).filter(({ outcome }) => outcome?.state !== 'conflict');
      const deletions = records.filter(({ deleted }) => deleted).length;
      if (progress || records.length === 0) return undefined;
      tell({ done: 0, all: records.length, stops: false });
      try {
        const asked = { changed: records.length - deletions, deleted: deletions };
        const { confirmed } = await ask('confirmSave', asked);
        return confirmed ? await saveAll(records) : undefined;
      } finally {
        tell(undefined);
      }
    },
    stop() {
      if (progress) tell({ ...progress, stops: true });
    },
  };
}

/** One call, and what it leaves behind: saved records are read again and pending no more. `stale`: how many could not be. */
async function saveSome(
  { edits, ask, onDeleted }: Parts,
  records: readonly PendingRecord[],
): Promise<{ readonly outcomes: ReadonlyMap<string, RecordOutcome>; readonly stale: number }> {
  const { outcomes } = await ask('saveEdits', { changes: records.map(toChange) });
  const byId = new Map(records.map(({ id }, index) => [id, outcomes[index] ?? ({ state: 'notSent' } as const)]));
  const saved = records.flatMap(({ id }) => (byId.get(id)?.state === 'saved' ? [id] : []));
  const isStale = saved.length > 0 && (await ask('refreshRows', { ids: saved }).catch(() => 'stale')) === 'stale';
  for (const id of saved) if (edits.get(id)?.deleted) onDeleted(id);
  edits.settle(byId);
  return { outcomes: byId, stale: isStale ? saved.length : 0 };
}

function toChange({ object, id, cells, deleted, modified }: PendingRecord): SavedChange {
  const changed = deleted ? [] : [...cells];
  return {
    object,
    id,
    fields: Object.fromEntries(changed.map(([field, { after }]) => [field, after])),
    before: Object.fromEntries(changed.map(([field, { before }]) => [field, before])),
    ...(modified === undefined ? {} : { modified }),
    ...(deleted ? { delete: true } : {}),
  };
}
