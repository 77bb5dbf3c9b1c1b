// Opening a cell for editing, and what becomes of it when it is left.
import type { GridOption } from 'slickgrid';
import type { Conversation } from '../conversation.ts';
import type { GridCell, ResultGrid } from '../grid.ts';
import type { Row, RowCache } from '../rowCache.ts';
import { cellEditorOf, type OpenedCell } from './cellEditor.ts';
import { problemWords } from './changeCells.ts';
import type { EditableCells, EditedRow } from './editableCells.ts';
import type { EditWords } from './messages.ts';
import type { PendingEdits } from './pendingEdits.ts';
import type { RowIds } from './rowIds.ts';
import { editText, parseEdit } from './values.ts';

interface Parts {
  readonly grid: ResultGrid;
  readonly cache: RowCache;
  readonly ids: RowIds;
  readonly cells: EditableCells;
  readonly edits: PendingEdits;
  readonly words: EditWords;
  /** Names of records by their ids, as far as lookups have found them. */
  readonly names: Map<string, string>;
  readonly ask: Conversation['ask'];
  /** Why nothing in the row can be edited now, in words; empty where it can. */
  readonly held: (row: Row) => string;
  readonly say: (text: string) => void;
  readonly report: (error: unknown) => void;
  readonly onChanged: () => void;
}

export interface CellOpener {
  /** Opens the active cell. False where it cannot be edited, which is said. */
  open(cell: GridCell, typed?: string): boolean;
  /** The same for a double click, which shows the child rows of a cell: then nothing is said. */
  openOrShow(cell: GridCell): boolean;
  /** Whether a key has to wait for the cell that is about to open; it is then pressed there. */
  keeps(key: KeyboardEvent): boolean;
}

/** A cell that is about to open. */
interface Opening {
  readonly cell: GridCell;
  /** Of its record, as far as that is here. */
  readonly id: string | null | undefined;
  /** What was typed to open it. */
  readonly typed: string | undefined;
  /** Those since. */
  readonly keys: KeyboardEvent[];
}

export function createCellOpener(parts: Parts): CellOpener {
  const { grid, cache, cells, edits, ids, words, names, ask, say, report } = parts;
  const { slick } = grid;
  let opening: Opening | undefined;
  /** The row whose cell is open, with its values in full. */
  let opened: EditedRow | undefined;

  const refusal = (row: Row | undefined, path: string): string => {
    const why = cells.readOnly(row, path);
    if (why) return words.readOnly[why];
    return row ? parts.held(row) : '';
  };
  const isActive = ({ row, column }: GridCell) => {
    const active = grid.activeCell();
    return active?.row === row && active.column === column;
  };
  const openNow = async (mine: Opening) => {
    const { row, column } = mine.cell;
    await cells.loading;
    if (opening !== mine) return;
    const why = refusal(cache.get(row), column);
    if (why) return say(why);
    await cells.learnTypes(await cells.rows(row, row, []), [column]);
    const [known] = await cells.rows(row, row, [column]);
    // The user may have gone on while the whole text was fetched, and another record may have come to this place.
    if (opening !== mine || !known || !isActive(mine.cell) || known.id !== (mine.id ?? known.id)) return;
    opened = known;
    slick.editActiveCell();
    opening = undefined;
    for (const key of mine.keys)
      (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent(key.type, key));
  };
  const describe = (row: Row, path: string): OpenedCell => {
    const field = cells.field(path)!;
    const value = edits.get(ids.of(row)!)?.cells.get(field.name)?.after;
    const text = editText(value === undefined ? (opened?.value(path) ?? null) : value, field);
    return { field, allowed: cells.allowed(row, path), text, typed: opening && typedInto(text, opening) };
  };
  const change = (path: string, text: string) => {
    const field = cells.field(path);
    if (!opened || !field) return;
    const { index: _, row, value, ...record } = opened;
    const before = value(path);
    const parsed = parseEdit(text, field, cells.allowed(row, path), before);
    if ('problem' in parsed) return;
    edits.edit([{ record, field: field.name, before, after: parsed.value }]);
    parts.onChanged();
  };

  const editor = cellEditorOf({
    open: describe,
    problem: (problem, { length }) => problemWords(problem, length, words),
    lookup: {
      find: async (object, text) => (await ask('lookUp', { object, text })).found,
      names,
      words: { hint: words.lookUpHint, none: words.lookUpNone, object: words.lookUpObject },
      report,
    },
  });
  const options: GridOption = {
    editable: true,
    autoEdit: false,
    autoEditNewRow: false,
    asyncEditorLoading: false,
    editorFactory: { getEditor: () => editor },
    editCommandHandler: (_item, column, command) => change(String(column.id), String(command.serializedValue)),
  };
  slick.setOptions(options);
  // By double click too: `open` has done it.
  slick.onDblClick.subscribe(event => event.getNativeEvent<MouseEvent>().preventDefault());

  const open = (cell: GridCell, typed?: string): boolean => {
    if (slick.getCellEditor() || (opening && isActive(opening.cell))) return true;
    const why = cells.loading ? '' : refusal(cache.get(cell.row), cell.column);
    if (why) {
      say(why);
      return false;
    }
    const row = cache.get(cell.row);
    const mine: Opening = { cell, id: row && ids.of(row), typed, keys: [] };
    opening = mine;
    openNow(mine)
      .catch(report)
      .finally(() => {
        // The keys that waited may have gone on to another cell.
        if (opening === mine) opening = undefined;
      });
    return true;
  };

  return {
    open,
    openOrShow: cell => !cells.holdsChildren(cell.column) && open(cell),
    keeps(key) {
      if (!opening || key.isComposing) return false;
      // An org that hangs must not keep all keys: Escape and a click elsewhere give the cell up.
      if (key.key === 'Escape' || !isActive(opening.cell)) {
        opening = undefined;
        return key.key === 'Escape';
      }
      if (!MODIFIERS.includes(key.key)) opening.keys.push(key);
      return true;
    },
  };
}

const MODIFIERS: readonly string[] = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock'];

/** Takes the keys that make text from the keys that waited; nothing where there is none. */
function typedInto(text: string, { typed, keys }: Opening): string | undefined {
  let written = typed;
  for (let key = keys[0]; key; key = keys[0]) {
    const isText = key.key.length === 1 && !key.ctrlKey && !key.metaKey && !key.altKey;
    if (!isText && key.key !== 'Backspace') break;
    keys.shift();
    written = isText ? (written ?? text) + key.key : (written ?? text).slice(0, -1);
  }
  return written;
}
