// How pending changes look in the grid: never by colour alone.

import type { ColumnMetadata, CustomDataView, Formatter, ItemMetadata, SlickGrid } from 'slickgrid';
import type { Cell } from '../../../../../server/src/protocol/runs.ts';
import { filled } from '../../../webview/page/texts.ts';
import { shownText } from '../cells.ts';
import { ROW_NUMBERS } from '../gridColumns.ts';
import type { ResultView } from '../resultView.ts';
import type { RowCache } from '../rowCache.ts';
import type { DeletedRows } from './deletedRows.ts';
import type { EditableCells } from './editableCells.ts';
import type { EditWords } from './messages.ts';
import { isFailed, type PendingCell, type PendingEdits, type PendingRecord } from './pendingEdits.ts';
import type { RowIds } from './rowIds.ts';
import type { Value } from './values.ts';

interface MarkFacts {
  readonly words: EditWords;
  /** The paths of the columns that show a field. */
  paths(field: string): readonly string[];
  /** For the texts of values. */
  type(path: string): { readonly type: string } | undefined;
  /** What a lookup has found. */
  name(id: string): string | undefined;
}

interface Parts {
  readonly view: Pick<ResultView, 'facts'>;
  readonly cache: Pick<RowCache, 'get'>;
  readonly ids: Pick<RowIds, 'of'>;
  readonly cells: EditableCells;
  readonly edits: PendingEdits;
  readonly deleted: DeletedRows;
  /** Names of records by their ids, as far as lookups have found them. */
  readonly names: ReadonlyMap<string, string>;
  readonly words: EditWords;
}

/** Lets the grid draw what is pending and what is deleted. */
export function markRows(grid: SlickGrid, { view, cache, ids, cells, edits, deleted, names, words }: Parts): void {
  const facts: MarkFacts = {
    words,
    paths: field => cells.pathsOf(field),
    type: path => view.facts.fields[path],
    name: id => names.get(id),
  };
  const marked = rememberMarks(facts, () => [view.facts, cells.columns.facts]);
  // Asked for each cell that is drawn.
  (grid.getData() as CustomDataView).getItemMetadata = (index: number) => {
    if (edits.isEmpty && !deleted.areKnown) return null;
    const row = cache.get(index);
    const id = row && ids.of(row);
    return id ? marked(edits.get(id), deleted.has({ id, row })) : null;
  };
}

/** How the rows of records look: made once for each state of a record. `of`: what is known of the columns. */
function rememberMarks(
  facts: MarkFacts,
  of: () => readonly object[],
): (record: PendingRecord | undefined, isGone: boolean) => ItemMetadata | null {
  let columns = of();
  let made = new WeakMap<PendingRecord, ItemMetadata | null>();
  return (record, isGone) => {
    if (!record || isGone) return marksOf(record, isGone, facts);
    const known = of();
    if (known.some((one, index) => one !== columns[index])) made = new WeakMap();
    columns = known;
    if (!made.has(record)) made.set(record, marksOf(record, isGone, facts));
    return made.get(record)!;
  };
}

/** For a row of the grid; null where nothing is to be told. */
function marksOf(record: PendingRecord | undefined, isGone: boolean, facts: MarkFacts): ItemMetadata | null {
  if (isGone) return { cssClasses: 'row-gone', columns: numberColumn('gone', facts.words.isDeleted) };
  if (!record) return null;
  const columns: Record<string, ColumnMetadata> = numberColumn(stateOf(record), rowWords(record, facts.words));
  for (const [field, cell] of record.deleted ? [] : record.cells) {
    for (const path of facts.paths(field))
      columns[path] = { formatter: cellFormatter(record, field, path, cell, facts) };
  }
  return { cssClasses: record.deleted ? 'row-deleted' : '', columns };
}

function stateOf(record: PendingRecord): string {
  if (record.outcome?.state === 'conflict') return 'conflict';
  if (isFailed(record)) return 'failed';
  return record.deleted ? 'deleted' : 'edited';
}

function numberColumn(state: string, words: string): Record<string, ColumnMetadata> {
  const formatter: Formatter = row => ({ text: String(row + 1), addClasses: `mark mark-${state}`, toolTip: words });
  return { [ROW_NUMBERS]: { formatter } };
}

function rowWords(record: PendingRecord, words: EditWords): string {
  const told = outcomeWords(record, words);
  if (told) return told;
  return record.deleted ? words.willBeDeleted : filled(words.changes, record.cells.size);
}

/** What became of the last try, in Salesforce's words. */
export function outcomeWords({ outcome }: PendingRecord, words: EditWords): string {
  switch (outcome?.state) {
    case 'failed':
      return `${outcome.message} (${outcome.code})`;
    case 'unknown':
      return `${words.unknownOutcome} ${outcome.message} (${outcome.code})`;
    case 'conflict':
      return words.changedSince;
    default:
      return '';
  }
}

function cellFormatter(
  record: PendingRecord,
  field: string,
  path: string,
  { before, after }: PendingCell,
  facts: MarkFacts,
): Formatter {
  const { outcome } = record;
  const { words } = facts;
  const isRefused =
    outcome?.state === 'failed' &&
    (outcome.fields.length === 0 || outcome.fields.some(name => name.toLowerCase() === field.toLowerCase()));
  const told = [filled(words.was, valueText(before, facts.type(path), words))];
  if (isRefused) told.unshift(outcomeWords(record, words));
  if (outcome?.state === 'conflict') {
    told.unshift(filled(words.thereNow, valueText(outcome.current[field] as Value, facts.type(path), words)));
  }
  const name = typeof after === 'string' ? facts.name(after) : undefined;
  if (name) told.unshift(name);
  const classes = `edited${isRefused ? ' refused' : ''}${after === null ? ' null' : ''}`;
  const text = after === null ? 'null' : shownText(after as Cell, facts.type(path));
  return () => ({ text, addClasses: classes, toolTip: told.join('\n') });
}

/** A value as the preview shows it. */
export function valueText(
  value: Value | undefined,
  type: { readonly type: string } | undefined,
  words: EditWords,
): string {
  return value === null || value === undefined || value === '' ? words.empty : shownText(value, type);
}
