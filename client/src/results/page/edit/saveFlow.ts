// From what is pending to what is saved: the bar, the preview, the save.
import type { Conversation } from '../conversation.ts';
import type { ResultGrid } from '../grid.ts';
import type { ResultView } from '../resultView.ts';
import type { DeletedRows } from './deletedRows.ts';
import type { EditableCells } from './editableCells.ts';
import { createEditBar } from './editBar.ts';
import { type EditWords, filled } from './messages.ts';
import { isFailed, type PendingEdits } from './pendingEdits.ts';
import { createReview } from './review.ts';
import { createSaving, type SaveResult } from './saving.ts';

interface Parts {
  readonly page: Document;
  readonly grid: ResultGrid;
  readonly view: ResultView;
  readonly cells: EditableCells;
  readonly edits: PendingEdits;
  readonly deleted: Pick<DeletedRows, 'add'>;
  /** Names of records by their ids, as far as lookups have found them. */
  readonly names: ReadonlyMap<string, string>;
  readonly words: EditWords;
  readonly ask: Conversation['ask'];
  /** Does what changes edits, and says what it answers or resolves with, where that is a text. */
  readonly act: (work: () => unknown) => void;
}

export interface SaveFlow {
  readonly isSaving: boolean;
  /** Takes what is open in a cell; false where it cannot be taken. */
  commit(): boolean;
  /** Draws the bar, and the preview where it is open. */
  draw(): void;
  toggleReview(): void;
  /** Another result is shown: no preview, and nothing more is sent. */
  end(): void;
  /** Gives changes up for what the org holds now. */
  takeTheirs(ids: readonly string[]): Promise<void>;
}

export function createSaveFlow({ page, grid, view, cells, edits, deleted, names, words, ask, act }: Parts): SaveFlow {
  const all = () => edits.records.map(({ id }) => id);
  const failed = () => edits.records.filter(isFailed).map(({ id }) => id);
  // What is still open in a cell counts too.
  const commit = () => grid.slick.getEditorLock()?.commitCurrentEdit() ?? true;
  const show = (ids: readonly string[], focus?: 'accept' | 'list') => {
    const records = ids.flatMap(id => edits.get(id) ?? []);
    if (records.length === 0) return review.close();
    const { org = '', facts } = cells;
    const objects = [...new Set(records.map(({ object }) => object))];
    const object = objects.map(one => (one === facts.object ? (facts.label ?? one) : one)).join(', ');
    review.show(records, { org, object, field: cells.byName, name: id => names.get(id) }, focus);
  };
  const toggleReview = () => {
    if (!commit()) return;
    if (review.isOpen) review.close();
    else show(all(), 'list');
  };
  const takeTheirs = async (ids: readonly string[]) => {
    await ask('refreshRows', { ids });
    edits.discard(ids);
    view.reload();
  };
  const save = async (ids: readonly string[]) => {
    review.close();
    // What was saved before a call failed has to be seen, too.
    const result = await saving.save(ids).finally(() => view.reload());
    return result ? saidOf(result, edits.counts.records, words) : '';
  };
  const drawBar = () => bar.show(edits.counts, saving.progress);

  const saving = createSaving({ edits, ask, onProgress: drawBar, onDeleted: deleted.add });
  const bar = createEditBar(page, words, {
    save: () => commit() && show(all(), 'accept'),
    retry: () => commit() && show(failed(), 'accept'),
    discard: () => act(() => edits.discard()),
    cancel: () => saving.stop(),
  });
  const review = createReview(page, words, {
    accept: ids => act(() => save(ids)),
    keepMine: ids => act(() => edits.keepMine(ids)),
    takeTheirs: ids => act(() => takeTheirs(ids)),
    closed: () => grid.focus(),
  });
  return {
    get isSaving() {
      return saving.progress !== undefined;
    },
    draw() {
      drawBar();
      if (review.isOpen) show(all());
    },
    commit,
    toggleReview,
    end() {
      review.close();
      saving.stop();
    },
    takeTheirs,
  };
}

/** @param left records that are still pending */
function saidOf({ saved, stale, stopped }: SaveResult, left: number, words: EditWords): string {
  const told = [filled(words.saved, saved)];
  if (stale > 0) told.push(filled(words.stale, stale));
  if (left > 0) told.push(filled(stopped ? words.stopped : words.left, left));
  return told.join(' ');
}
