import type { DatabaseSync } from 'node:sqlite';
import type { Schema } from '../schema/types.ts';
import { queryError } from './errors.ts';
import { findRows } from './found.ts';
import type { ChildPlan, GroupPlan, QueryPlan, RecordPlan, RecordShape } from './plan.ts';
import {
  type ChildResult,
  groupReader,
  type QueryRecord,
  type RecordContext,
  type RecordReader,
  type Row,
  recordReader,
} from './rows.ts';
import { blobRunner, runner, scalar } from './sql/run.ts';
import { childrenStatement, countStatement, groupsStatement } from './sql/statements.ts';
import { recordsTextStatement } from './sql/texts.ts';

/** Grouped queries answer at once, and no more than one page. */
const MOST_GROUPS = 2000;

/** The rows of a query, read page by page: see `FoundRows` for what a page holds when records change meanwhile. */
export interface Cursor {
  /** Rows in all, however many are still to be read. */
  readonly totalSize: number;
  /** Rows that this cursor can give: 0 for `SELECT COUNT()`, whose answer is `totalSize`. */
  readonly rowCount: number;
  /** Whether its records have records inside. */
  readonly hasChildren: boolean;
  /**
   * The next rows.
   * @param count how many rows at most
   * @param from the place of the first row, from 0; where the last read ended unless given
   */
  read(count: number, from?: number): QueryRecord[];
  /** The next rows as JSON: items of a list, with commas between them; empty if there are none. */
  readItems(count: number, from: number): string | Uint8Array;
  /** Lets go of the rowids. Nothing can be read afterwards. */
  close(): void;
}

export interface CursorOptions {
  readonly db: DatabaseSync;
  readonly schema: Schema;
  /** `66.0` */
  readonly version: string;
  /** How many children a record shows at most; all of them unless given. */
  readonly mostChildren?: number;
}

export function openCursor(plan: QueryPlan, options: CursorOptions): Cursor {
  switch (plan.kind) {
    case 'count':
      return listCursor([], Number(scalar(options.db, countStatement(plan))));
    case 'groups': {
      const rows = groupsOf(plan, options.db);
      return listCursor(rows, rows.length);
    }
    case 'records':
      return recordCursor(plan, options);
    default:
      return plan satisfies never;
  }
}

function listCursor(rows: readonly QueryRecord[], totalSize: number): Cursor {
  let next = 0;
  let open = rows;
  return {
    totalSize,
    rowCount: rows.length,
    hasChildren: false,
    read(count, from = next) {
      next = Math.min(from + count, open.length);
      return open.slice(from, next);
    },
    readItems: (count, from) => listItems(open.slice(from, from + count)),
    close() {
      open = [];
    },
  };
}

function recordCursor(plan: RecordPlan, options: CursorOptions): Cursor {
  const found = findRows(plan, options.db);
  const { db, schema } = options;
  const urlPrefix = urlPrefixOf(options);
  const records = recordsReader(plan.shape, options);
  const text = recordsTextStatement(plan, { urlPrefix, keyPrefixOf: name => schema.object(name)?.keyPrefix });
  const written = text && blobRunner(db, text);
  let next = 0;
  return {
    totalSize: found.count,
    rowCount: found.count,
    hasChildren: plan.shape.outputs.some(({ kind }) => kind === 'children'),
    read(count, from = next) {
      next = Math.min(from + count, found.count);
      return records(found.read(count, from));
    },
    readItems(count, from) {
      if (written === undefined) return listItems(records(found.read(count, from)));
      return found.readBy(written, Math.min(count, found.count - from), from);
    },
    close: found.close,
  };
}

function listItems(records: readonly QueryRecord[]): string {
  return JSON.stringify(records).slice(1, -1);
}

function urlPrefixOf({ version }: CursorOptions): string {
  return `/services/data/v${version}/sobjects/`;
}

function groupsOf(plan: GroupPlan, db: DatabaseSync): QueryRecord[] {
  const rows = runner(db, groupsStatement(plan))();
  if (rows.length > MOST_GROUPS) {
    const text = 'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch';
    throw queryError('EXCEEDED_ID_LIMIT', text);
  }
  return rows.map(groupReader(plan.outputs));
}

/** Makes the function that turns rows of one page into records, with a query for each subquery, not for each row. */
function recordsReader(shape: RecordShape, options: CursorOptions): (rows: readonly Row[]) => QueryRecord[] {
  const children = shape.outputs
    .filter(output => output.kind === 'children')
    .map(({ child }) => ({ child, fetch: childrenReader(child, options) }));
  const found = new Map<ChildPlan, readonly (ChildResult | null)[]>();
  const context: RecordContext = {
    urlPrefix: urlPrefixOf(options),
    objectNameOf: id => options.schema.objectOfId(id)?.name,
    childrenOf: (child, place) => found.get(child)?.[place] ?? null,
  };
  const read: RecordReader = recordReader(shape, context);
  return rows => {
    if (children.length > 0) {
      const ids = rows.map(row => row[shape.idColumn]);
      for (const { child, fetch } of children) found.set(child, fetch(ids));
    }
    const records = rows.map(read).filter(record => record !== null);
    found.clear();
    return records;
  };
}

function childrenReader(child: ChildPlan, options: CursorOptions): (ids: readonly unknown[]) => (ChildResult | null)[] {
  const statement = runner(options.db, childrenStatement(child));
  const records = recordsReader(child.plan.shape, options);
  return ids => {
    const rows = statement(ids);
    const parents = rows.map(row => Number(row[child.plan.columns.length]));
    const all = records(rows);
    const results: (ChildResult | null)[] = ids.map(() => null);
    for (let start = 0; start < rows.length; ) {
      let end = start + 1;
      while (end < rows.length && parents[end] === parents[start]) end++;
      const place = parents[start] ?? 0;
      const open = (): Cursor => recordCursor(planOfChildren(child, String(ids[place])), options);
      results[place] = childResult(all.slice(start, end), options.mostChildren, open);
      start = end;
    }
    return results;
  };
}

function childResult(records: readonly QueryRecord[], most = records.length, open: () => Cursor): ChildResult {
  const totalSize = records.length;
  if (totalSize <= most) return { totalSize, done: true, records };
  // The place of the member is given here, its value by whoever keeps the cursor.
  return { totalSize, done: false, nextRecordsUrl: '', records: records.slice(0, most), open };
}

/** The children of one parent as a query of its own. */
function planOfChildren({ plan, parentField }: ChildPlan, parentId: string): RecordPlan {
  const [source] = plan.from.sources;
  if (!source) throw new TypeError('a subquery without a source');
  const left = { kind: 'column', source, field: parentField, type: parentField.type } as const;
  const ofParent = { kind: 'compare', left, operator: '=', right: parentId } as const;
  const { where } = plan.from;
  return {
    ...plan,
    from: { ...plan.from, where: where ? { kind: 'and', parts: [ofParent, where] } : ofParent },
  };
}
