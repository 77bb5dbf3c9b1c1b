import type { Answer } from '../messages.ts';
import type { Row } from '../rowCache.ts';

/** Which record each row is: rows carry their cells only. */
export interface RowIds {
  /** The rows of a window, whose ids are known from then on. */
  rowsOf(window: Answer<'window'>): readonly Row[];
  /** Null where the row is no record, as one with an aggregate. */
  of(row: Row): string | null;
}

export function createRowIds(): RowIds {
  const ids = new WeakMap<Row, string | null>();
  return {
    rowsOf(window) {
      for (const [index, row] of window.rows.entries()) ids.set(row, window.ids[index] ?? null);
      return window.rows;
    },
    of: row => ids.get(row) ?? null,
  };
}
