// What the columns of the grid look like.
import type { Column, Formatter } from 'slickgrid';
import type { Cell, RunColumn } from '../../../../server/src/protocol/runs.ts';
import type { FieldItem } from '../../../../server/src/protocol/schema.ts';
import { filled } from '../../webview/page/texts.ts';
import { columnWidths, isRightAligned, isUnnamed, recordIdOf, shownText } from './cells.ts';
import { type Layout, shownColumns } from './layout.ts';
import type { Words } from './messages.ts';
import type { Row } from './rowCache.ts';

export const ROW_NUMBERS = '#';

/** What is known of a result's columns. */
export interface ColumnFacts {
  readonly columns: readonly RunColumn[];
  /** What Describe says, by path. */
  readonly fields: Readonly<Record<string, FieldItem>>;
  readonly layout: Layout;
  /** Rows by whose texts the widths are chosen. */
  readonly sample: readonly Row[];
}

/** Child rows have no order. */
export const isSortable = ({ kind }: RunColumn): boolean => kind !== 'children';

/** The row numbers and the columns that are not hidden, pinned ones first. */
export function gridColumns({ columns, fields, layout, sample }: ColumnFacts, words: Words): Column[] {
  const text = (cell: Cell, column: RunColumn) => shownText(cell, fields[column.path] ?? computed(column));
  const widths = columnWidths(columns, sample, textMeasure(), text);
  const places = new Map(columns.map(({ path }, index) => [path, index]));
  const drawn = shownColumns(layout).flatMap(path => {
    const index = places.get(path);
    if (index === undefined) return [];
    const width = layout.widths.get(path) ?? widths[index]!;
    return [gridColumn(columns[index]!, { index, width, field: fields[path], words })];
  });
  return [rowNumbers(columns.length), ...drawn];
}

function rowNumbers(columns: number): Column {
  return {
    id: ROW_NUMBERS,
    field: ROW_NUMBERS,
    name: '',
    width: columns === 0 ? 0 : 64,
    resizable: false,
    reorderable: false,
    selectable: false,
    focusable: false,
    cssClass: 'row-number',
    formatter: row => ({ text: String(row + 1) }),
  };
}

interface ColumnDetails {
  readonly index: number;
  readonly width: number;
  readonly field: FieldItem | undefined;
  readonly words: Words;
}

/** What is computed of a group is no field, but an amount where it is a number. */
const computed = ({ role, kind }: RunColumn): Pick<FieldItem, 'type'> | undefined =>
  role === 'value' && kind === 'number' ? { type: 'double' } : undefined;

function gridColumn(column: RunColumn, { index, width, field, words }: ColumnDetails): Column {
  const alignment = isRightAligned(column, field) ? 'number' : '';
  return {
    id: column.path,
    field: String(index),
    name: titleOf(column),
    toolTip: tooltipOf(column, field),
    width,
    minWidth: 40,
    sortable: isSortable(column),
    cssClass: alignment,
    headerCssClass: alignment,
    formatter: formatter(index, field ?? computed(column), words),
  };
}

/** `expr0` says nothing, so what it stands for is written behind it. */
function titleOf({ path, expression }: RunColumn): string | HTMLElement {
  if (!isUnnamed(path) || expression === undefined) return path;
  const title = document.createElement('span');
  const told = document.createElement('span');
  told.className = 'expression';
  told.textContent = expression;
  title.append(path, ' ', told);
  return title;
}

function tooltipOf({ path, expression }: RunColumn, field: FieldItem | undefined): string {
  const meaning = field ? `${field.label} · ${field.type}` : path;
  return expression === undefined ? meaning : `${meaning} · ${expression}`;
}

/** Measures text in the page's bold font, which titles have and values stay within. */
function textMeasure(): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d')!;
  const { fontSize, fontFamily } = getComputedStyle(document.body);
  context.font = `600 ${fontSize} ${fontFamily}`;
  return text => context.measureText(text).width;
}

/** Text only: no markup of a record is ever interpreted. */
function formatter(index: number, field: Pick<FieldItem, 'type'> | undefined, words: Words): Formatter {
  return (_row, _cell, _value, _column, row: Row | undefined) => {
    if (!row) return { text: '', addClasses: 'loading' };
    const cell = row[index];
    if (cell === null) return { text: 'null', addClasses: 'null' };
    if (typeof cell === 'object' && 'totalSize' in cell) {
      return { text: filled(words.childRows, String(cell.totalSize)), addClasses: 'children' };
    }
    const text = shownText(cell, field);
    if (recordIdOf(cell, field)) return { text, addClasses: 'record', toolTip: words.openHint };
    return { text, toolTip: text.length > 40 || text !== String(cell) ? rawText(cell) : '' };
  };
}

const rawText = (cell: Cell): string =>
  typeof cell === 'object' && cell !== null && 'text' in cell ? `${cell.text}…` : String(cell ?? '');
