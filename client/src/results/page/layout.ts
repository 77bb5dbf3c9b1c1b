import type { RunColumn } from '../../../../server/src/protocol/runs.ts';

/** How the user has laid out the columns of a result. Paths name the columns. */
export interface Layout {
  /** All columns, as they stand from left to right. */
  readonly order: readonly string[];
  readonly hidden: ReadonlySet<string>;
  /** They stand still while the others scroll, left of them. */
  readonly pinned: ReadonlySet<string>;
  /** In pixels, where the user has chosen one. */
  readonly widths: ReadonlyMap<string, number>;
}

export const plainLayout = (columns: readonly Pick<RunColumn, 'path'>[]): Layout => ({
  order: columns.map(({ path }) => path),
  hidden: new Set(),
  pinned: new Set(),
  widths: new Map(),
});

/** The same layout where the same columns come again, in whatever order; else the plain one. */
export function keptLayout(layout: Layout | undefined, columns: readonly Pick<RunColumn, 'path'>[]): Layout {
  const isSame = layout?.order.length === columns.length && columns.every(({ path }) => layout.order.includes(path));
  return isSame ? layout : plainLayout(columns);
}

/** The columns to draw: pinned ones first, hidden ones not. */
export function shownColumns({ order, hidden, pinned }: Layout): string[] {
  const shown = order.filter(path => !hidden.has(path));
  return [...shown.filter(path => pinned.has(path)), ...shown.filter(path => !pinned.has(path))];
}

export function withHidden(layout: Layout, hidden: Iterable<string>): Layout {
  const set = new Set(hidden);
  // Something has to be left to see.
  return layout.order.every(path => set.has(path)) ? layout : { ...layout, hidden: set };
}

export function withPinned(layout: Layout, path: string, isPinned: boolean): Layout {
  const pinned = new Set(layout.pinned);
  if (isPinned) pinned.add(path);
  else pinned.delete(path);
  return { ...layout, pinned };
}

/** The shown columns stand in a new order; the hidden ones keep their places among the others. */
export function withOrder(layout: Layout, shown: readonly string[]): Layout {
  const next = [...shown];
  return { ...layout, order: layout.order.map(path => (layout.hidden.has(path) ? path : next.shift()!)) };
}

export const withWidth = (layout: Layout, path: string, width: number): Layout => ({
  ...layout,
  widths: new Map([...layout.widths, [path, width]]),
});
