// From what is pending to what is saved: the bar, the preview, the save.
import { filled } from '../../../webview/page/texts.ts';
import type { Conversation } from '../conversation.ts';
import type { ResultGrid } from '../grid.ts';
import type { ResultView } from '../resultView.ts';
import type { DeletedRows } from './deletedRows.ts';
import type { EditableCells } from './editableCells.ts';
import { createEditBar, type EditBar } from './editBar.ts';
import type { EditWords } from './messages.ts';
import { isFailed, type PendingEdits, type PendingRecord } from './pendingEdits.ts';
import { createReview, type Review, type ReviewFacts } from './review.ts';
import { createSaving, type SaveResult, type Saving } from './saving.ts';

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

/** Which of the pending records the preview is about. */
type Chosen = 'all' | 'failed';

export class SaveFlow {
  readonly #parts: Parts;
  readonly #saving: Saving;
  readonly #bar: EditBar;
  readonly #review: Review;
  #reviewed: Chosen = 'all';

  constructor(parts: Parts) {
    const { page, grid, edits, deleted, words, ask, act } = parts;
    this.#parts = parts;
    this.#saving = createSaving({ edits, ask, onProgress: () => this.#drawBar(), onDeleted: deleted.add });
    this.#bar = createEditBar(page, words, {
      save: () => this.#askToSave(),
      retry: () => this.commit() && this.#openReview('failed', 'accept'),
      discard: () => act(() => edits.discard()),
      cancel: () => this.#saving.stop(),
    });
    this.#review = createReview(page, words, {
      accept: ids => act(() => this.#save(ids)),
      keepMine: ids => act(() => edits.keepMine(ids)),
      takeTheirs: ids => act(() => this.takeTheirs(ids)),
      closed: () => grid.focus(),
    });
    page.addEventListener('keydown', key => this.#onKey(key), { capture: true });
  }

  get isSaving(): boolean {
    return this.#saving.progress !== undefined;
  }

  /** Takes what is open in a cell, as that counts too; false where it cannot be taken. */
  commit(): boolean {
    return this.#parts.grid.slick.getEditorLock()?.commitCurrentEdit() ?? true;
  }

  /** Draws the bar, and the preview where it is open. */
  draw(): void {
    this.#drawBar();
    if (this.#review.isOpen) this.#drawReview();
  }

  toggleReview(): void {
    if (!this.commit()) return;
    if (this.#review.isOpen) this.#review.close();
    else this.#openReview('all', 'list');
  }

  /** Another result is shown: no preview, and nothing more is sent. */
  end(): void {
    this.#review.close();
    this.#saving.stop();
  }

  /** Gives changes up for what the org holds now. */
  async takeTheirs(ids: readonly string[]): Promise<void> {
    const { ask, edits, view } = this.#parts;
    await ask('refreshRows', { ids });
    edits.discard(ids);
    view.reload();
  }

  /** Ctrl+S, wherever the focus is. Where nothing is changed it is VS Code's. */
  #onKey(key: KeyboardEvent): void {
    const isSave = (key.ctrlKey || key.metaKey) && !key.shiftKey && !key.altKey && key.key.toLowerCase() === 's';
    const { edits, grid } = this.#parts;
    if (!isSave || this.isSaving || (edits.isEmpty && !grid.slick.getCellEditor())) return;
    key.preventDefault();
    key.stopPropagation();
    this.#askToSave();
  }

  #askToSave(): void {
    if (this.commit()) this.#openReview('all', 'accept');
  }

  #drawBar(): void {
    this.#bar.show(this.#parts.edits.counts, this.#saving.progress);
  }

  #openReview(chosen: Chosen, focus: 'accept' | 'list'): void {
    this.#reviewed = chosen;
    this.#drawReview(focus);
  }

  #drawReview(focus?: 'accept' | 'list'): void {
    const { edits, cells, names } = this.#parts;
    const records = this.#reviewed === 'all' ? edits.records : edits.records.filter(isFailed);
    if (records.length === 0) {
      this.#review.close();
      return;
    }
    const facts: ReviewFacts = {
      org: cells.columns.org ?? '',
      object: objectNames(records, cells),
      field: name => cells.columns.byName(name),
      name: id => names.get(id),
    };
    this.#review.show(records, facts, focus);
  }

  async #save(ids: readonly string[]): Promise<string> {
    const { edits, view, words } = this.#parts;
    this.#review.close();
    // What was saved before a call failed has to be seen, too.
    const result = await this.#saving.save(ids).finally(() => view.reload());
    return result ? saidOf(result, edits.counts.records, words) : '';
  }
}

/** Of the objects, the label where it is known. */
function objectNames(records: readonly PendingRecord[], { columns }: EditableCells): string {
  const { object, label = object } = columns.facts;
  const names = new Set(records.map(record => record.object));
  return [...names].map(name => (name === object ? label : name)).join(', ');
}

/** @param left records that are still pending */
function saidOf({ saved, stale, stopped }: SaveResult, left: number, words: EditWords): string {
  const told = [filled(words.saved, saved)];
  if (stale > 0) told.push(filled(words.stale, stale));
  if (left > 0) told.push(filled(stopped ? words.stopped : words.left, left));
  return told.join(' ');
}
