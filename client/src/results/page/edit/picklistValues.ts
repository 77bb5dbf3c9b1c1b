// The values that a picklist can have in a row: by the row's record type, and by the field that controls it.
import type { EditValue } from '../../../../../server/src/protocol/edits.ts';
import type { Conversation } from '../conversation.ts';
import type { ResultView } from '../resultView.ts';
import type { Row, RowCache } from '../rowCache.ts';
import type { EditColumns } from './editColumns.ts';
import type { PendingEdits } from './pendingEdits.ts';
import type { RowIds } from './rowIds.ts';
import { createRowPicklists, mostRecordTypes, recordTypeField } from './rowPicklists.ts';
import { cellOf, columnIndex, plain } from './rowValues.ts';
import { allowedValues, leftValues, type Value } from './values.ts';

interface Parts {
  readonly columns: EditColumns;
  readonly view: Pick<ResultView, 'facts'>;
  readonly cache: Pick<RowCache, 'get'>;
  readonly ids: Pick<RowIds, 'of'>;
  readonly edits: PendingEdits;
  readonly ask: Conversation['ask'];
}

/** By the names of fields: what is just being changed in a row, beside what is pending. */
type Changed = ReadonlyMap<string, Value>;

/** A row whose picklists are about to be edited. */
interface RowToLearn {
  readonly index: number;
  readonly id: string;
  readonly row: Row;
}

export class PicklistValues {
  readonly #parts: Parts;
  readonly #known;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#known = createRowPicklists(parts.ask);
  }

  /**
   * Has to come before `allowed` where picklists are edited: learns what the record types of the rows leave. Never rejects.
   * @param types that are about to be written
   */
  async learn(rows: readonly RowToLearn[], paths: readonly string[], types: readonly string[] = []): Promise<void> {
    const { columns } = this.#parts;
    const { object, hasRecordTypes } = columns.facts;
    if (!object || !hasRecordTypes || !paths.some(path => columns.field(path)?.values.length)) return;
    const unknown = rows.filter(({ row }) => this.#typeOf(row) === undefined).map(({ id }) => id);
    const [only] = rows;
    const asked = only && unknown.length === 1 ? [...unknown, ...this.#unknownAround(only.index)] : unknown;
    try {
      await this.#known.learnTypes(object, [...new Set(asked)].slice(0, Math.max(mostRecordTypes, unknown.length)));
      const needed = rows.map(({ row }) => this.#typeOf(row)).filter(type => type !== undefined);
      await this.#known.learn(object, [...needed, ...types]);
    } catch {
      // Then a picklist has all of its values, and the org decides.
    }
  }

  allowed(row: Row, path: string, changed?: Changed): readonly EditValue[] {
    const field = this.#parts.columns.field(path);
    if (!field) return [];
    const controlling = field.controller && this.#valueNow(row, field.controller.field, changed);
    return leftValues(allowedValues(field, controlling), this.#known.left(this.#typeOf(row, changed), field.name));
  }

  clear(): void {
    this.#known.clear();
  }

  /** What a field will hold, or holds as far as the row shows it. */
  #valueNow(row: Row, field: string, changed?: Changed): Value | undefined {
    const { edits, ids, view } = this.#parts;
    if (changed?.has(field)) return changed.get(field);
    const pending = edits.get(ids.of(row) ?? '')?.cells.get(field);
    if (pending) return pending.after;
    const { columns } = view.facts;
    return columnIndex(columns, field) >= 0 ? plain(cellOf(columns, row, field)) : undefined;
  }

  /** The record type of a row; undefined where it is neither shown nor learned. */
  #typeOf(row: Row, changed?: Changed): Value | undefined {
    const shown = this.#valueNow(row, recordTypeField, changed);
    return shown === undefined ? this.#known.typeOf(this.#parts.ids.of(row) ?? '') : shown;
  }

  /** Ids of the rows around one whose record type is not known either: a call tells of many. */
  #unknownAround(index: number): string[] {
    const { cache, ids } = this.#parts;
    const places = Array.from({ length: mostRecordTypes }, (_, offset) => index - mostRecordTypes / 2 + offset);
    return places.flatMap(place => {
      const row = place < 0 ? undefined : cache.get(place);
      const id = row && this.#typeOf(row) === undefined ? ids.of(row) : null;
      return id ? [id] : [];
    });
  }
}
