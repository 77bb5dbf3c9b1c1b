// What of a grouped result can be plotted, and how its rows become series.
import type { Cell, RunColumn } from '../../../../../server/src/protocol/runs.ts';

/** The columns to plot: one or two that rows are grouped by, and the numbers computed of each group. */
export interface Plot {
  readonly groups: readonly RunColumn[];
  readonly values: readonly RunColumn[];
}

export interface ChartData {
  /** What the axis shows. */
  readonly axis: readonly RunColumn[];
  /** The places on it. */
  readonly labels: readonly string[];
  /** One point for each label; null where the rows have none. */
  readonly series: readonly { readonly name: string; readonly points: readonly (number | null)[] }[];
  /** The axis is time, from early to late: a line fits. */
  readonly isTime: boolean;
  /** Series that are left out, the smallest ones. */
  readonly leftOut: number;
}

/** More than these nobody can tell apart. */
const mostSeries = 12;

/** Undefined where there is nothing to plot. */
export function plotOf(columns: readonly RunColumn[]): Plot | undefined {
  const groups = columns.filter(({ role }) => role === 'group' || role === 'timeGroup');
  const values = columns.filter(({ role, kind }) => role === 'value' && kind === 'number');
  return values.length > 0 && (groups.length === 1 || groups.length === 2) ? { groups, values } : undefined;
}

interface Group {
  /** Index among the columns. */
  readonly index: number;
  readonly column: RunColumn;
  readonly isTime: boolean;
}

interface Source {
  readonly columns: readonly RunColumn[];
  /** In the order in which they are seen. */
  readonly rows: readonly (readonly Cell[])[];
  /** A value of a group, in words. */
  readonly text: (cell: Cell, column: RunColumn) => string;
}

/** Series of the value column: the labels in the order of the rows, those of time from early to late. */
export function chartDataOf({ groups }: Plot, value: RunColumn, source: Source): ChartData {
  const { columns, rows } = source;
  const found = groups.map(column => toGroup(column, source));
  const { axis, split } = axisAndSplit(found);
  const isTime = axis.every(group => group.isTime);
  const nameOf = (row: readonly Cell[], of: readonly Group[]) =>
    of.map(({ index, column }) => source.text(row[index], column)).join(' · ');
  const ordered = isTime ? rows.toSorted(byTime(axis)) : rows;
  const labels = [...new Set(ordered.map(row => nameOf(row, axis)))];
  const places = new Map(labels.map((label, place) => [label, place]));
  const at = columns.indexOf(value);
  const series = [...Map.groupBy(ordered, row => nameOf(row, split))].map(([name, members]) => {
    const points = labels.map((): number | null => null);
    for (const row of members) {
      const cell = row[at];
      points[places.get(nameOf(row, axis))!] = typeof cell === 'number' ? cell : null;
    }
    return { name, points };
  });
  return { axis: axis.map(({ column }) => column), labels, isTime, ...largest(series) };
}

function toGroup(column: RunColumn, { columns, rows }: Source): Group {
  const index = columns.indexOf(column);
  const values = rows.map(row => row[index]).filter(cell => cell !== null && cell !== undefined);
  const areDates = values.length > 0 && values.every(cell => /^\d{4}-\d\d-\d\d/.test(String(cell)));
  return { index, column, isTime: column.role === 'timeGroup' || areDates };
}

/** Time goes along the axis, the other group makes the series; two parts of a date go along it together. */
function axisAndSplit(groups: readonly Group[]): { readonly axis: readonly Group[]; readonly split: readonly Group[] } {
  const time = groups.filter(group => group.isTime);
  const [first, ...others] = groups;
  if (time.length === 0) return { axis: first ? [first] : [], split: others };
  return { axis: time, split: groups.filter(group => !group.isTime) };
}

/** Missing values last. */
function byTime(axis: readonly Group[]): (a: readonly Cell[], b: readonly Cell[]) => number {
  return (a, b) => {
    for (const { index } of axis) {
      const [left, right] = [a[index] ?? null, b[index] ?? null];
      if (left === right) continue;
      if (left === null || right === null) return left === null ? 1 : -1;
      return left < right ? -1 : 1;
    }
    return 0;
  };
}

function largest(series: ChartData['series']): Pick<ChartData, 'series' | 'leftOut'> {
  const leftOut = Math.max(0, series.length - mostSeries);
  if (leftOut === 0) return { series, leftOut };
  const size = new Map(series.map(one => [one, one.points.reduce<number>((sum, n) => sum + Math.abs(n ?? 0), 0)]));
  const kept = new Set(
    [...size]
      .sort((a, b) => b[1] - a[1])
      .slice(0, mostSeries)
      .map(([one]) => one),
  );
  return { series: series.filter(one => kept.has(one)), leftOut };
}
