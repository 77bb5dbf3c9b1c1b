import type { ChildResult, Cursor, QueryRecord } from '../engine/index.ts';

/** Records with children are read in pieces of this many, until a page is full. */
const piece = 50;

/**
 * As many records from a place on as fill a page, in which their children count too; one at least.
 * @returns the records, and the place behind the last one
 */
export function pageWithChildren(
  cursor: Cursor,
  offset: number,
  size: number,
): { readonly records: readonly QueryRecord[]; readonly end: number } {
  const records: QueryRecord[] = [];
  let end = offset;
  let rows = 0;
  for (let count = cursor.hasChildren ? piece : size; end < cursor.rowCount; ) {
    const read = cursor.read(count, end);
    const added = read.reduce((sum, record) => sum + rowsOf(record), 0);
    if (rows + added <= size || (count === 1 && records.length === 0)) {
      records.push(...read);
      rows += added;
      end = Math.min(end + count, cursor.rowCount);
    } else if (count > 1) count = 1;
    else break;
  }
  return { records, end };
}

/** Calls `found` for each list of children, also for those inside of others, that is not complete. */
export function eachUnfinished(records: readonly QueryRecord[], found: (children: ChildResult) => void): void {
  for (const record of records) {
    for (const children of childrenOf(record)) {
      eachUnfinished(children.records, found);
      if (!children.done) found(children);
    }
  }
}

function rowsOf(record: QueryRecord): number {
  return childrenOf(record).reduce((sum, { records }) => records.reduce((rows, row) => rows + rowsOf(row), sum), 1);
}

function childrenOf(record: QueryRecord): readonly ChildResult[] {
  return Object.values(record).filter(isChildResult);
}

function isChildResult(value: unknown): value is ChildResult {
  return typeof value === 'object' && value !== null && 'records' in value;
}
