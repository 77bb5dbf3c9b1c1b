// Which cells can be edited, and what is in the rows that an edit is about.
import type { ReadOnlyReason } from '../../../../../server/src/protocol/edits.ts';
import type { Conversation } from '../conversation.ts';
import { recordId, valueAt } from '../details.ts';
import type { ResultView } from '../resultView.ts';
import type { Row, RowCache } from '../rowCache.ts';
import { EditColumns } from './editColumns.ts';
import type { EditWords } from './messages.ts';
import type { EditedRecord, PendingEdits } from './pendingEdits.ts';
import { PicklistValues } from './picklistValues.ts';
import type { RowIds } from './rowIds.ts';
import { cellOf, columnIndex, isCut, plain } from './rowValues.ts';
import type { Value } from './values.ts';

/** A row that an edit is about: its record, and its values in full. */
export interface EditedRow extends EditedRecord {
  readonly index: number;
  readonly row: Row;
  value(path: string): Value;
}

/** Rows that are changed at once; more is a job for a load. */
export const mostRows = 10_000;

interface Parts {
  readonly view: ResultView;
  readonly cache: RowCache;
  readonly ids: RowIds;
  readonly edits: PendingEdits;
  readonly words: Pick<EditWords, 'moved'>;
  readonly ask: Conversation['ask'];
  readonly report: (error: unknown) => void;
}

export class EditableCells {
  readonly columns: EditColumns;
  readonly picklists: PicklistValues;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.columns = new EditColumns(parts);
    this.picklists = new PicklistValues({ ...parts, columns: this.columns });
  }

  clear(): void {
    this.columns.clear();
    this.picklists.clear();
  }

  /** The paths of the columns that show a field. */
  pathsOf(field: string): readonly string[] {
    const { columns } = this.#parts.view.facts;
    return columns.flatMap(({ path }) => (this.columns.field(path)?.name === field ? [path] : []));
  }

  /** Whether the column has the child rows of records. */
  holdsChildren(path: string): boolean {
    const { columns } = this.#parts.view.facts;
    return columns[columnIndex(columns, path)]?.kind === 'children';
  }

  /** Why the cell cannot be edited; undefined where it can. */
  readOnly(row: Row | undefined, path: string): ReadOnlyReason | undefined {
    return this.columns.readOnly(path) ?? (row && this.#parts.ids.of(row) ? undefined : 'aggregate');
  }

  /**
   * Rows `from` to `to`, both included, also those that were never shown; without those that stand for no record. Rejects
   * where others have come to their places before the texts in full were here.
   */
  async rows(from: number, to: number, paths: readonly string[]): Promise<EditedRow[]> {
    const { view, ids, words, ask } = this.#parts;
    const range = { start: from, end: to + 1 };
    const rows = this.#rowsHere(from, to) ?? ids.rowsOf(await ask('window', range));
    const needsAll = rows.some(row => paths.some(path => isCut(cellOf(view.facts.columns, row, path))));
    const records = needsAll ? (await ask('records', range)).records : [];
    return rows.flatMap((row, offset) => {
      const id = ids.of(row);
      if (!id) return [];
      const record = records[offset];
      if (needsAll && (!record || recordId(record) !== id)) throw new Error(words.moved);
      const value = (path: string): Value => {
        const cell = cellOf(view.facts.columns, row, path);
        return isCut(cell) && record ? String(valueAt(record, path)) : plain(cell);
      };
      return [{ ...this.#recordOf(row, id), index: from + offset, row, value }];
    });
  }

  /** Undefined where one of them is not. */
  #rowsHere(from: number, to: number): readonly Row[] | undefined {
    const rows = Array.from({ length: to - from + 1 }, (_, index) => this.#parts.cache.get(from + index));
    return rows.every(row => row !== undefined) ? rows : undefined;
  }

  #recordOf(row: Row, id: string): EditedRecord {
    const { columns, fields } = this.#parts.view.facts;
    const name = columns.find(({ path }) => !path.includes('.') && fields[path]?.nameField)?.path;
    const modified = cellOf(columns, row, 'SystemModstamp') ?? cellOf(columns, row, 'LastModifiedDate');
    return {
      object: this.columns.facts.object ?? '',
      id,
      name: (name && String(plain(cellOf(columns, row, name)) ?? '')) || id,
      ...(typeof modified === 'string' ? { modified } : {}),
    };
  }
}
