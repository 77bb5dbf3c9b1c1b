import { describeTable, openQuery, type QueryLines, type QueryRecord, type QueryRequest } from '../../engine/index.ts';

/**
 * Runs a query and gives its rows as the items of a JSON list: each record on a line, with a comma before all but the
 * first. Moments are numbers, in milliseconds since 1970, as the first Bulk API has them; dates stay texts, which nothing
 * documents. Throws as `openQuery` does.
 * @see https://github.com/simple-salesforce/simple-salesforce/issues/290
 */
export function openJsonLines(request: QueryRequest): QueryLines {
  const moments = describeTable(request)
    .filter(({ type }) => type === 'datetime')
    .map(({ name }) => name.split('.'));
  const cursor = openQuery(request);
  let between = '';
  const lineOf = (record: QueryRecord): Buffer => {
    for (const path of moments) countMilliseconds(record, path);
    const line = Buffer.from(`${between}${JSON.stringify(record)}`);
    between = ',\n';
    return line;
  };
  return {
    count: cursor.rowCount,
    read(count, from) {
      const lines = cursor.read(count, from).map(lineOf);
      return { text: Buffer.concat(lines), lengths: lines.map(({ length }) => length) };
    },
    close: cursor.close,
  };
}

/** At the end of a path of members; parents on it may be missing. */
function countMilliseconds(record: Record<string, unknown>, [name = '', ...rest]: readonly string[]): void {
  const value = record[name];
  if (rest.length === 0) {
    if (typeof value === 'string') record[name] = Date.parse(value);
  } else if (typeof value === 'object' && value !== null) {
    countMilliseconds(value as Record<string, unknown>, rest);
  }
}
