// Which cells can be edited, and what is in the rows that an edit is about.
import type { EditField, EditValue, ReadOnlyReason } from '../../../../../server/src/protocol/edits.ts';
import type { Cell } from '../../../../../server/src/protocol/runs.ts';
import type { Conversation } from '../conversation.ts';
import { recordId, valueAt } from '../details.ts';
import type { Answer } from '../messages.ts';
import type { ResultView } from '../resultView.ts';
import type { Row, RowCache } from '../rowCache.ts';
import type { EditWords } from './messages.ts';
import type { EditedRecord, PendingEdits } from './pendingEdits.ts';
import type { RowIds } from './rowIds.ts';
import { createRowPicklists, mostRecordTypes, recordTypeField } from './rowPicklists.ts';
import { allowedValues, leftValues, type Value } from './values.ts';

/** A row that an edit is about: its record, and its values in full. */
export interface EditedRow extends EditedRecord {
  readonly index: number;
  readonly row: Row;
  value(path: string): Value;
}

/** Rows that are changed at once; more is a job for a load. */
export const mostRows = 10_000;

export interface EditableCells {
  readonly facts: Answer<'editColumns'>;
  /** The org that changes go to: of the rows, or of changes that are here before the rows are. */
  readonly org: string | undefined;
  /** @param org of changes that were kept */
  restore(org: string | undefined): void;
  /** Another result, whose columns are asked about. */
  load(paths: readonly string[]): void;
  /** Undefined once the columns are known, or cannot be. */
  readonly loading: Promise<void> | undefined;
  clear(): void;
  field(path: string): EditField | undefined;
  /** The label and the type of a field, by its name. */
  byName(name: string): Pick<EditField, 'label' | 'type'>;
  /** Whether the column has the child rows of records. */
  holdsChildren(path: string): boolean;
  /** Whether the rows are records that can be written, whatever their columns. */
  readonly areRecords: boolean;
  /** Why the cell cannot be edited; undefined where it can. */
  readOnly(row: Row | undefined, path: string): ReadOnlyReason | undefined;
  /**
   * Has to come before `allowed` where picklists are edited: learns what the record types of the rows leave. Never rejects.
   * @param types that are about to be written
   */
  learnTypes(rows: readonly EditedRow[], paths: readonly string[], types?: readonly string[]): Promise<void>;
  /** The values that a picklist can have in this row, by its record type and the field that controls it, which may just be changed too. */
  allowed(row: Row, path: string, changed?: ReadonlyMap<string, Value>): readonly EditValue[];
  /** The value before any edit, as far as the row shows it. */
  value(row: Row, path: string): Value;
  /** Whether the row shows only the beginning of it. */
  isCut(row: Row, path: string): boolean;
  /**
   * Rows `from` to `to`, both included, also those that were never shown; without those that stand for no record. Rejects
   * where others have come to their places before the texts in full were here.
   */
  rows(from: number, to: number, paths: readonly string[]): Promise<EditedRow[]>;
}

interface Parts {
  readonly view: ResultView;
  readonly cache: RowCache;
  readonly ids: RowIds;
  readonly edits: PendingEdits;
  readonly words: Pick<EditWords, 'moved'>;
  readonly ask: Conversation['ask'];
  readonly report: (error: unknown) => void;
}

const nothing: Answer<'editColumns'> = { columns: {} };

export function createEditableCells({ view, cache, ids, edits, words, ask, report }: Parts): EditableCells {
  let facts = nothing;
  let keptOrg: string | undefined;
  let loads = 0;
  let loading: Promise<void> | undefined;
  const column = (path: string) => view.facts.columns.findIndex(one => one.path.toLowerCase() === path.toLowerCase());
  const picklists = createRowPicklists(ask);
  const cellOf = (row: Row, path: string): Cell => row[column(path)];
  const fieldOf = (path: string) => {
    const known = facts.columns[path];
    return known && 'field' in known ? known.field : undefined;
  };
  const recordOf = (row: Row, id: string): EditedRecord => {
    const name = view.facts.columns.find(({ path }) => !path.includes('.') && view.facts.fields[path]?.nameField)?.path;
    const modified = cellOf(row, 'SystemModstamp') ?? cellOf(row, 'LastModifiedDate');
    return {
      object: facts.object ?? '',
      id,
      name: (name && String(plain(cellOf(row, name)) ?? '')) || id,
      ...(typeof modified === 'string' ? { modified } : {}),
    };
  };
  /** What a field will hold, or holds as far as the row shows it. */
  const valueNow = (row: Row, field: string, changed?: ReadonlyMap<string, Value>): Value | undefined => {
    if (changed?.has(field)) return changed.get(field);
    const pending = edits.get(ids.of(row) ?? '')?.cells.get(field);
    if (pending) return pending.after;
    return column(field) >= 0 ? plain(cellOf(row, field)) : undefined;
  };
  const typeOf = (row: Row, changed?: ReadonlyMap<string, Value>): Value | undefined => {
    const shown = valueNow(row, recordTypeField, changed);
    return shown === undefined ? picklists.typeOf(ids.of(row) ?? '') : shown;
  };
  /** Ids of the rows around one whose record type is not known either: a call tells of many. */
  const around = (index: number): string[] => {
    const places = Array.from({ length: mostRecordTypes }, (_, offset) => index - mostRecordTypes / 2 + offset);
    return places.flatMap(place => {
      const row = place < 0 ? undefined : cache.get(place);
      const id = row && typeOf(row) === undefined ? ids.of(row) : null;
      return id ? [id] : [];
    });
  };
  const known = (from: number, to: number) => {
    const rows = Array.from({ length: to - from + 1 }, (_, index) => cache.get(from + index));
    return rows.every(row => row !== undefined) ? rows : undefined;
  };

  return {
    get facts() {
      return facts;
    },
    get org() {
      return facts.org ?? keptOrg;
    },
    restore(org) {
      keptOrg = org;
    },
    load(paths) {
      const mine = ++loads;
      const loaded = (answer: typeof facts) => {
        if (mine !== loads) return;
        facts = answer;
        loading = undefined;
      };
      loading = ask('editColumns', { columns: paths }).then(loaded, error => {
        loaded(nothing);
        report(error);
      });
    },
    get loading() {
      return loading;
    },
    clear() {
      loads++;
      loading = undefined;
      facts = nothing;
      keptOrg = undefined;
      picklists.clear();
    },
    field: fieldOf,
    async learnTypes(rows, paths, types = []) {
      const { object, hasRecordTypes } = facts;
      if (!object || !hasRecordTypes || !paths.some(path => fieldOf(path)?.values.length)) return;
      const unknown = rows.filter(({ row }) => typeOf(row) === undefined).map(({ id }) => id);
      const [only] = rows;
      const asked = only && unknown.length === 1 ? [...unknown, ...around(only.index)] : unknown;
      try {
        await picklists.learnTypes(object, [...new Set(asked)].slice(0, Math.max(mostRecordTypes, unknown.length)));
        const needed = rows.map(({ row }) => typeOf(row)).filter(type => type !== undefined);
        await picklists.learn(object, [...needed, ...types]);
      } catch {
        // Then a picklist has all of its values, and the org decides.
      }
    },
    byName(name) {
      const found = Object.values(facts.columns).find(one => 'field' in one && one.field.name === name);
      return found && 'field' in found ? found.field : { label: name, type: 'string' };
    },
    holdsChildren: path => view.facts.columns[column(path)]?.kind === 'children',
    get areRecords() {
      const columns = Object.values(facts.columns);
      return facts.org !== undefined && columns.some(one => !('why' in one && ofWholeRows.has(one.why)));
    },
    readOnly(row, path) {
      const columnFacts = facts.columns[path];
      if (!facts.org || !columnFacts) return 'unknown';
      if ('why' in columnFacts) return columnFacts.why;
      return row && ids.of(row) ? undefined : 'aggregate';
    },
    allowed(row, path, changed) {
      const field = fieldOf(path);
      if (!field) return [];
      const controlling = field.controller && valueNow(row, field.controller.field, changed);
      return leftValues(allowedValues(field, controlling), picklists.left(typeOf(row, changed), field.name));
    },
    value: (row, path) => plain(cellOf(row, path)),
    isCut: (row, path) => isCut(cellOf(row, path)),
    async rows(from, to, paths) {
      const rows = known(from, to) ?? ids.rowsOf(await ask('window', { start: from, end: to + 1 }));
      const needsAll = rows.some(row => paths.some(path => isCut(cellOf(row, path))));
      const records = needsAll ? (await ask('records', { start: from, end: to + 1 })).records : [];
      return rows.flatMap((row, offset) => {
        const id = ids.of(row);
        if (!id) return [];
        const record = records[offset];
        if (needsAll && (!record || recordId(record) !== id)) throw new Error(words.moved);
        const value = (path: string): Value => {
          const cell = cellOf(row, path);
          return isCut(cell) && record ? String(valueAt(record, path)) : plain(cell);
        };
        return [{ ...recordOf(row, id), index: from + offset, row, value }];
      });
    },
  };
}

/** Reasons that hold for every column of a result. */
const ofWholeRows: ReadonlySet<ReadOnlyReason> = new Set(['aggregate', 'search', 'tooling', 'unknown']);

const isCut = (cell: Cell): boolean => typeof cell === 'object' && cell !== null && 'text' in cell;

function plain(cell: Cell): Value {
  if (cell === undefined || cell === null) return null;
  if (typeof cell !== 'object') return cell;
  return 'text' in cell ? cell.text : cell.totalSize;
}
