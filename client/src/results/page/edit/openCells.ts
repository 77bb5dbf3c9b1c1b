// Opening a cell for editing, and what becomes of it when it is left.
import type { GridOption } from 'slickgrid';
import type { Conversation } from '../conversation.ts';
import type { ResultGrid } from '../grid.ts';
import type { GridCell } from '../gridCells.ts';
import type { Row, RowCache } from '../rowCache.ts';
import { type CellEditorPorts, cellEditorOf, type OpenedCell } from './cellEditor.ts';
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

export class CellOpener {
  readonly #parts: Parts;
  #opening: Opening | undefined;
  /** The row whose cell is open, with its values in full. */
  #opened: EditedRow | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { slick } = parts.grid;
    const editor = cellEditorOf(this.#editorPorts());
    const options: GridOption = {
      editable: true,
      autoEdit: false,
      autoEditNewRow: false,
      asyncEditorLoading: false,
      editorFactory: { getEditor: () => editor },
      editCommandHandler: (_item, column, command) => this.#change(String(column.id), String(command.serializedValue)),
    };
    slick.setOptions(options);
    // By double click too: `open` has done it.
    slick.onDblClick.subscribe(event => event.getNativeEvent<MouseEvent>().preventDefault());
  }

  /** Opens the active cell. False where it cannot be edited, which is said. */
  open(cell: GridCell, typed?: string): boolean {
    const { grid, cache, ids, cells, say, report } = this.#parts;
    if (grid.slick.getCellEditor() || (this.#opening && this.#isActive(this.#opening.cell))) return true;
    const row = cache.get(cell.row);
    const why = cells.columns.loading ? '' : this.#refusal(row, cell.column);
    if (why) {
      say(why);
      return false;
    }
    const mine: Opening = { cell, id: row && ids.of(row), typed, keys: [] };
    this.#opening = mine;
    this.#openWhenKnown(mine)
      .catch(report)
      .finally(() => {
        // The keys that waited may have gone on to another cell.
        if (this.#opening === mine) this.#opening = undefined;
      });
    return true;
  }

  /** The same for a double click, which shows the child rows of a cell: then nothing is said. */
  openOrShow(cell: GridCell): boolean {
    return !this.#parts.cells.holdsChildren(cell.column) && this.open(cell);
  }

  /** Whether a key has to wait for the cell that is about to open; it is then pressed there. */
  keeps(key: KeyboardEvent): boolean {
    const opening = this.#opening;
    if (!opening || key.isComposing) return false;
    // An org that hangs must not keep all keys: Escape and a click elsewhere give the cell up.
    if (key.key === 'Escape' || !this.#isActive(opening.cell)) {
      this.#opening = undefined;
      return key.key === 'Escape';
    }
    if (!MODIFIERS.includes(key.key)) opening.keys.push(key);
    return true;
  }

  async #openWhenKnown(mine: Opening): Promise<void> {
    const { grid, cache, cells, say } = this.#parts;
    const { row, column } = mine.cell;
    await cells.columns.loading;
    if (this.#opening !== mine) return;
    const why = this.#refusal(cache.get(row), column);
    if (why) return say(why);
    await cells.picklists.learn(await cells.rows(row, row, []), [column]);
    const [known] = await cells.rows(row, row, [column]);
    // The user may have gone on while the whole text was fetched, and another record may have come to this place.
    if (this.#opening !== mine || !known || !this.#isActive(mine.cell) || known.id !== (mine.id ?? known.id)) return;
    this.#opened = known;
    grid.slick.editActiveCell();
    this.#opening = undefined;
    for (const key of mine.keys)
      (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent(key.type, key));
  }

  #editorPorts(): CellEditorPorts {
    const { words, names, ask, report } = this.#parts;
    return {
      open: (row, path) => this.#describe(row, path),
      problem: (problem, { length }) => problemWords(problem, length, words),
      lookup: {
        find: async (object, text) => (await ask('lookUp', { object, text })).found,
        names,
        words: { hint: words.lookUpHint, none: words.lookUpNone, object: words.lookUpObject },
        report,
      },
    };
  }

  #describe(row: Row, path: string): OpenedCell {
    const { cells, edits, ids } = this.#parts;
    const field = cells.columns.field(path)!;
    const value = edits.get(ids.of(row)!)?.cells.get(field.name)?.after;
    const text = editText(value === undefined ? (this.#opened?.value(path) ?? null) : value, field);
    const typed = this.#opening && typedInto(text, this.#opening);
    return { field, allowed: cells.picklists.allowed(row, path), text, typed };
  }

  #change(path: string, text: string): void {
    const { cells, edits, onChanged } = this.#parts;
    const field = cells.columns.field(path);
    if (!this.#opened || !field) return;
    const { index: _, row, value, ...record } = this.#opened;
    const before = value(path);
    const parsed = parseEdit(text, field, cells.picklists.allowed(row, path), before);
    if ('problem' in parsed) return;
    edits.edit([{ record, field: field.name, before, after: parsed.value }]);
    onChanged();
  }

  /** Why the cell cannot be edited, in words; empty where it can. */
  #refusal(row: Row | undefined, path: string): string {
    const { cells, words, held } = this.#parts;
    const why = cells.readOnly(row, path);
    if (why) return words.readOnly[why];
    return row ? held(row) : '';
  }

  #isActive({ row, column }: GridCell): boolean {
    const active = this.#parts.grid.activeCell();
    return active?.row === row && active.column === column;
  }
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
