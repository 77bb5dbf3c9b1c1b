// Editing in the grid: what is opened, changed, shown as pending, looked through and saved.
import type { CustomDataView } from 'slickgrid';
import type { RunProgress } from '../../../../../server/src/protocol/runs.ts';
import type { Conversation } from '../conversation.ts';
import type { GridCell, ResultGrid } from '../grid.ts';
import type { ToPanel } from '../messages.ts';
import type { ResultView } from '../resultView.ts';
import type { Row, RowCache } from '../rowCache.ts';
import { createDeletedRows } from './deletedRows.ts';
import { createEditableCells } from './editableCells.ts';
import { listenToEditKeys } from './editKeys.ts';
import { rememberMarks } from './marks.ts';
import type { EditCommandName, EditWords } from './messages.ts';
import { createCellOpener } from './openCells.ts';
import { type KeptRecord, PendingEdits, type PendingRecord } from './pendingEdits.ts';
import { createRangeEdits } from './rangeEdits.ts';
import type { RowIds } from './rowIds.ts';
import { createSaveFlow } from './saveFlow.ts';
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

export interface Editing {
  show(progress: RunProgress): void;
  /** Another run comes: what is being typed still belongs to the rows that go. */
  leave(): void;
  /** What was pending before the page was there, or in a run whose place this one takes. */
  restore(records: readonly KeptRecord[], org: string | undefined): void;
  /** Opens a cell for editing. False where it cannot be edited: where there are no child rows to show instead, that is said. */
  open(cell: GridCell): boolean;
  run(command: EditCommandName): void;
  /** What menus have to know of a cell. */
  describeCell(cell: GridCell): Readonly<Record<string, boolean>>;
  /** What cells show that is not saved yet: by the id of the record and the path of the column. */
  pending(): Readonly<Record<string, Readonly<Record<string, Value>>>>;
}

export function createEditing(parts: Parts): Editing {
  const { page, host, grid, view, cache, ids, words, say, post, ask, report } = parts;
  const { slick } = grid;
  const edits = new PendingEdits();
  const cells = createEditableCells({ view, cache, ids, edits, words, ask, report });
  const names = new Map<string, string>();
  const deleted = createDeletedRows({ view, cells });
  const range = createRangeEdits({ grid, view, cells, edits, deleted, words, ask });
  let run: string | undefined;
  let columns = 0;

  const draw = () => {
    flow.draw();
    grid.redraw();
    const changes = edits.takeChanges();
    if (changes && run !== undefined) post({ type: 'edits', run, ...changes });
  };
  const tellOpen = (open: boolean) => post({ type: 'cell', open });
  slick.onBeforeEditCell.subscribe(() => tellOpen(true));
  slick.onBeforeCellEditorDestroy.subscribe(() => tellOpen(false));
  const act = (work: () => unknown) => {
    if (flow.isSaving) return say(words.busy);
    Promise.resolve(cells.loading)
      .then(work)
      .then(told => {
        draw();
        say(typeof told === 'string' ? told : '');
      })
      .catch(error => {
        draw();
        report(error);
      });
  };
  const flow = createSaveFlow({ page, grid, view, cells, edits, deleted, names, words, ask, act });
  const onSelected = (work: (chosen: readonly string[]) => void | Promise<void>) =>
    act(async () => work(await range.ids()));
  const step = (move: () => boolean) => act(() => (move() ? '' : words.nothingToUndo));

  const held = (row: Row): string => {
    if (flow.isSaving) return words.busy;
    const id = ids.of(row) ?? '';
    if (deleted.has({ id, row })) return words.isDeleted;
    return edits.get(id)?.deleted ? words.willBeDeleted : '';
  };
  const onChanged = draw;
  const opener = createCellOpener({ grid, cache, ids, cells, edits, words, names, ask, held, say, report, onChanged });
  const onActive = (work: (cell: GridCell) => void) => {
    const cell = grid.activeCell();
    if (cell) work(cell);
  };
  listenToEditKeys(slick, host, {
    undo: () => step(() => edits.undo()),
    redo: () => step(() => edits.redo()),
    paste: () => act(range.paste),
    fillDown: () => act(range.fillDown),
    clear: () => act(range.empty),
    deleteRecords: () => act(range.deleteRecords),
    inspect: () => onActive(parts.inspect),
    edit: typed => onActive(cell => opener.open(cell, typed)),
    keeps: opener.keeps,
  });
  const marks = {
    words,
    paths: (field: string) =>
      view.facts.columns.flatMap(({ path }) => (cells.field(path)?.name === field ? [path] : [])),
    type: (path: string) => view.facts.fields[path],
    name: (id: string) => names.get(id),
  };
  const marked = rememberMarks(marks, () => [view.facts, cells.facts]);
  // Asked for each cell that is drawn.
  (slick.getData() as CustomDataView).getItemMetadata = (index: number) => {
    if (edits.isEmpty && !deleted.areKnown) return null;
    const row = cache.get(index);
    const id = row && ids.of(row);
    return id ? marked(edits.get(id), deleted.has({ id, row })) : null;
  };
  const commands: Readonly<Record<EditCommandName, () => void>> = {
    editCell: () => onActive(cell => opener.open(cell)),
    pasteCells: () => act(range.paste),
    fillDown: () => act(range.fillDown),
    deleteRecords: () => act(range.deleteRecords),
    undeleteRecords: () => act(() => undelete({ grid, view, cells, deleted, words, ask })),
    discardEdits: () => onSelected(chosen => edits.discard(chosen)),
    keepMine: () => onSelected(chosen => edits.keepMine(chosen)),
    takeTheirs: () => onSelected(flow.takeTheirs),
    reviewEdits: flow.toggleReview,
  };

  return {
    leave() {
      if (!flow.commit()) slick.getEditorLock()?.cancelCurrentEdit();
    },
    show(progress) {
      if (progress.run !== run) {
        run = progress.run;
        columns = 0;
        edits.clear();
        deleted.clear();
        cells.clear();
        flow.end();
        draw();
      }
      if (!progress.columns || progress.columns.length === columns) return;
      columns = progress.columns.length;
      cells.load(progress.columns.map(({ path }) => path));
      cells.loading?.then(draw).catch(report);
    },
    restore(records, org) {
      edits.restore(records);
      cells.restore(org);
      draw();
    },
    open: opener.openOrShow,
    pending() {
      const shown = ({ cells: changed }: PendingRecord) =>
        [...changed].flatMap(([field, { after }]) => marks.paths(field).map(path => [path, after] as const));
      return Object.fromEntries(edits.records.map(record => [record.id, Object.fromEntries(shown(record))]));
    },
    run: command => commands[command](),
    describeCell({ row: index, column }) {
      const row = cache.get(index);
      const id = (row && ids.of(row)) ?? '';
      const record = edits.get(id);
      const isRow = cells.areRecords && row !== undefined && id !== '';
      const isDeleted = isRow && deleted.has({ id, row });
      return {
        isEditable: !isDeleted && cells.readOnly(row, column) === undefined,
        isRow: isRow && !isDeleted,
        isDeleted: isRow && deleted.mayHave({ id, row }),
        isPending: record !== undefined,
        isConflict: record?.outcome?.state === 'conflict',
      };
    },
  };
}
