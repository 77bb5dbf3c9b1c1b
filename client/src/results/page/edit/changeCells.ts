// Changes of many cells at once: pasted, filled down, emptied.
import { filled } from '../../../webview/page/texts.ts';
import type { DeletedRows } from './deletedRows.ts';
import type { EditableCells, EditedRow } from './editableCells.ts';
import { mostRows } from './editableCells.ts';
import type { EditWords } from './messages.ts';
import type { CellEdit, PendingEdits } from './pendingEdits.ts';
import { recordTypeField } from './rowPicklists.ts';
import { parseEdit, type Value } from './values.ts';

export interface WantedCell {
  readonly row: number;
  readonly path: string;
  readonly text: string;
  /** What the text stands for, where that is known: it is copied from a cell of the same column. */
  readonly value?: Value | undefined;
}

interface Parts {
  readonly cells: EditableCells;
  readonly edits: PendingEdits;
  readonly deleted: Pick<DeletedRows, 'has'>;
  readonly words: EditWords;
}

/** Changes what can be changed, in one step to undo, and answers how it went, in words. Rejects where rows cannot be read. */
export async function changeCells(parts: Parts, wanted: readonly WantedCell[]): Promise<string> {
  const { cells, edits, words } = parts;
  if (wanted.length === 0) return '';
  const from = wanted.reduce((least, { row }) => Math.min(least, row), Number.POSITIVE_INFINITY);
  const to = wanted.reduce((most, { row }) => Math.max(most, row), 0);
  if (to - from >= mostRows) return filled(words.tooMany, mostRows);
  const paths = [...new Set(wanted.map(({ path }) => path))];
  const rows = await cells.rows(from, to, paths);
  const written = wanted
    .filter(({ path }) => cells.columns.field(path)?.name === recordTypeField)
    .map(({ text }) => text.trim());
  await cells.picklists.learn(rows, paths, written);
  const byIndex = new Map(rows.map(row => [row.index, row]));
  const changed = new Map<string, Map<string, Value>>();
  const refusals: string[] = [];
  const taken: CellEdit[] = [];
  // The record type and what controls a picklist first, so that the values that go with them count.
  for (const one of wanted.toSorted((a, b) => turnOf(cells, a) - turnOf(cells, b))) {
    const edited = byIndex.get(one.row);
    const result = edited ? editOf(parts, edited, one, changed.get(edited.id)) : words.readOnly.aggregate;
    if (typeof result === 'string') refusals.push(result);
    else {
      taken.push(result);
      const fields = changed.get(result.record.id) ?? new Map<string, Value>();
      changed.set(result.record.id, fields.set(result.field, result.after));
    }
  }
  const changes = taken.filter(edit => edit.after !== valueNow(edits, edit));
  edits.edit(changes);
  const told = filled(words.pasted, changes.length);
  return refusals.length === 0 ? told : `${told} ${filled(words.notTaken, refusals.length, refusals[0]!)}`;
}

function turnOf(cells: EditableCells, { path }: WantedCell): number {
  const field = cells.columns.field(path);
  if (field?.name === recordTypeField) return 0;
  return field?.controller ? 2 : 1;
}

function valueNow(edits: PendingEdits, { record, field, before }: CellEdit): Value {
  const pending = edits.get(record.id)?.cells.get(field);
  return pending ? pending.after : before;
}

/** The edit, or why there is none. */
function editOf(
  { cells, edits, deleted, words }: Parts,
  { row, index: _, value, ...record }: EditedRow,
  { path, text, value: copied }: WantedCell,
  changed: ReadonlyMap<string, Value> | undefined,
): CellEdit | string {
  if (deleted.has({ id: record.id, row })) return words.isDeleted;
  if (edits.get(record.id)?.deleted) return words.willBeDeleted;
  const why = cells.readOnly(row, path);
  const field = cells.columns.field(path);
  if (why || !field) return words.readOnly[why ?? 'unknown'];
  const before = value(path);
  const parsed = parseEdit(text, field, cells.picklists.allowed(row, path, changed), before);
  if ('problem' in parsed) return problemWords(parsed.problem, field.length, words);
  return { record, field: field.name, before, after: copied === undefined ? parsed.value : copied };
}

export const problemWords = (problem: keyof EditWords['problems'], length: number, words: EditWords): string =>
  filled(words.problems[problem], length);
