type Data = Readonly<Record<string, unknown>>;

/** What the inspector shows of a value. `text` is what is copied. */
export type Detail =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'children'; readonly text: string; readonly records: readonly Data[] };

/** Text as it is, JSON in a text unfolded, and child rows as records. */
export function detailOf(value: unknown): Detail {
  if (isChildResult(value)) return { kind: 'children', text: pretty(value.records), records: value.records };
  if (typeof value !== 'string') return { kind: 'text', text: value === undefined ? '' : pretty(value) };
  return { kind: 'text', text: unfolded(value) };
}

/** The value at a column's path. Names match without case, as a query may write them otherwise. */
export function valueAt(record: Data, path: string): unknown {
  let value: unknown = record;
  for (const name of path.split('.')) {
    if (!isData(value)) return value === null ? null : undefined;
    const key = Object.keys(value).find(candidate => candidate.toLowerCase() === name.toLowerCase());
    value = key === undefined ? undefined : value[key];
  }
  return value;
}

/** The id of a record: selected, or from its address. */
export function recordId(record: Data): string | undefined {
  const id = valueAt(record, 'Id');
  if (typeof id === 'string') return id;
  const url = valueAt(record, 'attributes.url');
  return typeof url === 'string' ? url.slice(url.lastIndexOf('/') + 1) : undefined;
}

/** The columns of child rows: the paths that they have, in the order in which they come. */
export function childColumns(records: readonly Data[]): string[] {
  const paths = new Set<string>();
  const visit = (record: Data, prefix: string) => {
    for (const [name, value] of Object.entries(record)) {
      if (name === 'attributes') continue;
      if (isData(value) && !isChildResult(value)) visit(value, `${prefix}${name}.`);
      else paths.add(prefix + name);
    }
  };
  for (const record of records) visit(record, '');
  // Null in one row and a parent in another.
  return [...paths].filter(path => ![...paths].some(other => other.startsWith(`${path}.`)));
}

export function childTexts(record: Data, columns: readonly string[]): string[] {
  return columns.map(column => {
    const value = valueAt(record, column);
    if (value === null || value === undefined) return '';
    return isChildResult(value) ? `(${value.totalSize})` : String(value);
  });
}

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);

const isChildResult = (value: unknown): value is Data & { totalSize: number; records: readonly Data[] } =>
  isData(value) && typeof value.totalSize === 'number' && Array.isArray(value.records);

const pretty = (value: unknown): string =>
  JSON.stringify(value, (key, inner) => (key === 'attributes' && isData(inner) ? undefined : inner), 2);

function unfolded(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
