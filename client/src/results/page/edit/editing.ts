// Editing in the grid: what is opened, changed, shown as pending, looked through and saved.
import type { RunProgress } from '../../../../../server/src/protocol/runs.ts';
import type { Conversation } from '../conversation.ts';
import type { ResultGrid } from '../grid.ts';
import type { GridCell } from '../gridCells.ts';
import type { ToPanel } from '../messages.ts';
import type { ResultView } from '../resultView.ts';
import type { Row, RowCache } from '../rowCache.ts';
import { createDeletedRows, type DeletedRows } from './deletedRows.ts';
import { EditableCells } from './editableCells.ts';
import { type EditKeys, listenToEditKeys } from './editKeys.ts';
import { markRows } from './marks.ts';
import type { EditCommandName, EditWords } from './messages.ts';
import { CellOpener } from './openCells.ts';
import { type KeptRecord, PendingEdits, type PendingRecord } from './pendingEdits.ts';
import { deleteRecords, emptyCells, fillDown, paste, type RangeParts, selectedRecords } from './rangeEdits.ts';
import type { RowIds } from './rowIds.ts';
import { SaveFlow } from './saveFlow.ts';
import { undelete } from './undelete.ts';
import type { Value } from './values.ts';

interface Parts {
  readonly page: Document;
  readonly host: HTMLElement;
  readonly grid: ResultGrid;
  readonly view: ResultView;
  readonly cache: RowCache;
  readonly ids: RowIds;
  readonly words: EditWords;
  readonly say: (text: string) => void;
  readonly post: (message: ToPanel) => void;
  readonly ask: Conversation['ask'];
  readonly report: (error: unknown) => void;
  /** Shows the whole value of a cell. */
  readonly inspect: (cell: GridCell) => void;
}

export class Editing {
  readonly #parts: Parts;
  readonly #edits = new PendingEdits();
  readonly #cells: EditableCells;
  readonly #deleted: DeletedRows;
  readonly #range: RangeParts & { readonly deleted: DeletedRows };
  readonly #saveFlow: SaveFlow;
  readonly #opener: CellOpener;
  readonly #commands: Readonly<Record<EditCommandName, () => void>>;
  #run: string | undefined;
  /** How many columns it has, as far as they are known. */
  #columns = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { host, view, grid, post } = parts;
    const edits = this.#edits;
    const cells = new EditableCells({ ...parts, edits });
    const deleted = createDeletedRows({ view, cells });
    const shared = { ...parts, edits, cells, deleted, names: new Map<string, string>() };
    this.#cells = cells;
    this.#deleted = deleted;
    this.#range = shared;
    this.#saveFlow = new SaveFlow({ ...shared, act: work => this.#act(work) });
    this.#opener = new CellOpener({ ...shared, held: row => this.#held(row), onChanged: () => this.#draw() });
    this.#commands = this.#commandTable();
    listenToEditKeys(grid.slick, host, this.#keyTable());
    markRows(grid.slick, shared);
    grid.slick.onBeforeEditCell.subscribe(() => post({ type: 'cell', open: true }));
    grid.slick.onBeforeCellEditorDestroy.subscribe(() => post({ type: 'cell', open: false }));
  }

  show({ run, columns }: RunProgress): void {
    if (run !== this.#run) this.#start(run);
    if (!columns || columns.length === this.#columns) return;
    this.#columns = columns.length;
    this.#cells.columns.load(columns.map(({ path }) => path));
    this.#cells.columns.loading?.then(() => this.#draw()).catch(this.#parts.report);
  }

  /** Another run comes: what is being typed still belongs to the rows that go. */
  leave(): void {
    if (!this.#saveFlow.commit()) this.#parts.grid.slick.getEditorLock()?.cancelCurrentEdit();
  }

  /** What was pending before the page was there, or in a run whose place this one takes. */
  restore(records: readonly KeptRecord[], org: string | undefined): void {
    this.#edits.restore(records);
    this.#cells.columns.restore(org);
    this.#draw();
  }

  /** Opens a cell for editing. False where it cannot be edited: where there are no child rows to show instead, that is said. */
  open(cell: GridCell): boolean {
    return this.#opener.openOrShow(cell);
  }

  run(command: EditCommandName): void {
    this.#commands[command]();
  }

  /** What menus have to know of a cell. */
  describeCell({ row: index, column }: GridCell): Readonly<Record<string, boolean>> {
    const { cache, ids } = this.#parts;
    const row = cache.get(index);
    const id = (row && ids.of(row)) ?? '';
    const record = this.#edits.get(id);
    const isRow = this.#cells.columns.areRecords && row !== undefined && id !== '';
    const isDeleted = isRow && this.#deleted.has({ id, row });
    return {
      isEditable: !isDeleted && this.#cells.readOnly(row, column) === undefined,
      isRow: isRow && !isDeleted,
      isDeleted: isRow && this.#deleted.mayHave({ id, row }),
      isPending: record !== undefined,
      isConflict: record?.outcome?.state === 'conflict',
    };
  }

  /** What cells show that is not saved yet: by the id of the record and the path of the column. */
  pending(): Readonly<Record<string, Readonly<Record<string, Value>>>> {
    const shown = ({ cells }: PendingRecord) =>
      [...cells].flatMap(([field, { after }]) => this.#cells.pathsOf(field).map(path => [path, after] as const));
    const changed = this.#edits.records.filter(({ deleted }) => !deleted);
    return Object.fromEntries(changed.map(record => [record.id, Object.fromEntries(shown(record))]));
  }

  /** What a cell shows that is not saved yet; undefined where it shows what the org holds. */
  pendingValue(row: Row, path: string): Value | undefined {
    if (this.#edits.isEmpty) return undefined;
    const field = this.#cells.columns.field(path);
    return field && this.#edits.shownValue(this.#parts.ids.of(row) ?? '', field.name);
  }

  #start(run: string): void {
    this.#run = run;
    this.#columns = 0;
    this.#edits.clear();
    this.#deleted.clear();
    this.#cells.clear();
    this.#saveFlow.end();
    this.#draw();
  }

  #draw(): void {
    this.#saveFlow.draw();
    this.#parts.grid.redraw();
    const changes = this.#edits.takeChanges();
    if (changes && this.#run !== undefined) this.#parts.post({ type: 'edits', run: this.#run, ...changes });
  }

  /** Does what changes edits as soon as the columns are known, and says what it answers or resolves with, where that is a text. */
  #act(work: () => unknown): void {
    const { words, say, report } = this.#parts;
    if (this.#saveFlow.isSaving) {
      say(words.busy);
      return;
    }
    Promise.resolve(this.#cells.columns.loading)
      .then(work)
      .then(told => {
        this.#draw();
        say(typeof told === 'string' ? told : '');
      })
      .catch(error => {
        this.#draw();
        report(error);
      });
  }

  /** Why nothing in the row can be edited now, in words; empty where it can. */
  #held(row: Row): string {
    const { ids, words } = this.#parts;
    if (this.#saveFlow.isSaving) return words.busy;
    const id = ids.of(row) ?? '';
    if (this.#deleted.has({ id, row })) return words.isDeleted;
    return this.#edits.get(id)?.deleted ? words.willBeDeleted : '';
  }

  #commandTable(): Readonly<Record<EditCommandName, () => void>> {
    const edits = this.#edits;
    return {
      editCell: () => this.#onActive(cell => this.#opener.open(cell)),
      pasteCells: () => this.#act(() => paste(this.#range)),
      fillDown: () => this.#act(() => fillDown(this.#range)),
      deleteRecords: () => this.#act(() => deleteRecords(this.#range)),
      undeleteRecords: () => this.#act(() => undelete(this.#range)),
      discardEdits: () => this.#onSelected(ids => edits.discard(ids)),
      keepMine: () => this.#onSelected(ids => edits.keepMine(ids)),
      takeTheirs: () => this.#onSelected(ids => this.#saveFlow.takeTheirs(ids)),
      reviewEdits: () => this.#saveFlow.toggleReview(),
    };
  }

  #keyTable(): EditKeys {
    const { words, inspect } = this.#parts;
    const step = (move: () => boolean) => this.#act(() => (move() ? '' : words.nothingToUndo));
    return {
      undo: () => step(() => this.#edits.undo()),
      redo: () => step(() => this.#edits.redo()),
      paste: this.#commands.pasteCells,
      fillDown: this.#commands.fillDown,
      clear: () => this.#act(() => emptyCells(this.#range)),
      deleteRecords: this.#commands.deleteRecords,
      inspect: () => this.#onActive(inspect),
      edit: typed => this.#onActive(cell => this.#opener.open(cell, typed)),
      keeps: key => this.#opener.keeps(key),
    };
  }

  #onActive(work: (cell: GridCell) => void): void {
    const cell = this.#parts.grid.activeCell();
    if (cell) work(cell);
  }

  #onSelected(work: (ids: readonly string[]) => void | Promise<void>): void {
    this.#act(async () => work((await selectedRecords(this.#range)).map(({ id }) => id)));
  }
}
