import { isChildResult, isRow, type Row } from './cells.ts';

export interface Column {
  /** `Name`, `Account.Owner.Name`, an alias, `expr0`, or a child relationship's name. */
  readonly path: string;
  /** By the values seen. */
  readonly kind: 'text' | 'number' | 'boolean' | 'children';
  /** See ExpectedColumn. */
  readonly expression?: string;
  readonly role?: ColumnRole;
}

/** In a query with GROUP BY: what its rows are grouped by, a part of a date or not, and what is computed of each group. */
export type ColumnRole = 'group' | 'timeGroup' | 'value';

/** A column that the query's text promises, in its order: see `expectedColumns`. */
export interface ExpectedColumn {
  readonly path: string;
  readonly children: boolean;
  /** Where the text tells it. */
  readonly kind?: Column['kind'];
  /** What stands in the query where the column has another name: `COUNT(Id)`. */
  readonly expression?: string;
  readonly role?: ColumnRole;
}

/** The object of a row, for results that have rows of several. */
export const objectColumn = 'attributes.type';

interface Leaf {
  readonly path: string;
  readonly kinds: Set<Column['kind']>;
}

/**
 * The columns of a result: what its first rows have, parents unfolded to paths, in the order of the query's text.
 * The text alone knows what is behind a parent that is null in all of these rows, and everything when there is no row.
 */
export function discoverColumns(rows: readonly Row[], expected: readonly ExpectedColumn[]): Column[] {
  const found = leavesOf(rows);
  if (rows.length === 0)
    for (const { path, children, kind } of expected) leafAt(found, path, children ? 'children' : kind);
  else unfoldNullParents(found, expected);
  if (expected.some(({ path }) => path === objectColumn)) leafAt(found, objectColumn, 'text');
  const promised = new Map(expected.map(column => [column.path.toLowerCase(), column]));
  return inOrder([...found.values()], expected).map(({ path, kinds }) => {
    const { expression, role } = promised.get(path.toLowerCase()) ?? {};
    return { path, kind: kindOf(kinds), ...(expression !== undefined && { expression }), ...(role && { role }) };
  });
}

type Leaves = Map<string, Leaf>;

function leavesOf(rows: readonly Row[]): Leaves {
  const leaves: Leaves = new Map();
  const parents = new Set<string>();
  const visit = (row: Row, prefix: string) => {
    for (const [name, value] of Object.entries(row)) {
      if (name === 'attributes') continue;
      const path = prefix + name;
      if (isRow(value) && !isChildResult(value)) {
        parents.add(path.toLowerCase());
        visit(value, `${path}.`);
      } else leafAt(leaves, path, seenKind(value));
    }
  };
  for (const row of rows) visit(row, '');
  // Null in one row and a parent in another.
  for (const parent of parents) leaves.delete(parent);
  return leaves;
}

function leafAt(leaves: Leaves, path: string, kind: Column['kind'] | undefined): void {
  const key = path.toLowerCase();
  const leaf = leaves.get(key) ?? { path, kinds: new Set() };
  if (kind) leaf.kinds.add(kind);
  leaves.set(key, leaf);
}

function unfoldNullParents(leaves: Leaves, expected: readonly ExpectedColumn[]): void {
  const unfolded = new Set<string>();
  for (const { path } of expected) {
    const segments = path.toLowerCase().split('.');
    const prefixes = segments.slice(1).map((_, i) => segments.slice(0, i + 1).join('.'));
    const nullParent = prefixes.find(prefix => leaves.get(prefix)?.kinds.size === 0);
    if (!nullParent) continue;
    unfolded.add(nullParent);
    leafAt(leaves, leaves.get(nullParent)!.path + path.slice(nullParent.length), undefined);
  }
  for (const path of unfolded) leaves.delete(path);
}

/** Sorts by the place in the query; what is not named there (FIELDS, TYPEOF) stays behind what it came after. */
function inOrder(leaves: readonly Leaf[], expected: readonly ExpectedColumn[]): Leaf[] {
  const places = new Map(expected.map(({ path }, place) => [path.toLowerCase(), place]));
  let last = -1;
  return leaves
    .map(leaf => {
      last = places.get(leaf.path.toLowerCase()) ?? last;
      return { leaf, place: last };
    })
    .sort((a, b) => a.place - b.place)
    .map(({ leaf }) => leaf);
}

function seenKind(value: unknown): Column['kind'] | undefined {
  if (value === null) return undefined;
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return isChildResult(value) ? 'children' : 'text';
}

function kindOf(kinds: ReadonlySet<Column['kind']>): Column['kind'] {
  const [only] = kinds;
  return kinds.size === 1 && only ? only : 'text';
}
