import * as json from './jsonText.ts';

/** A page of a query's result: where its rows lie, and the rest of it. */
export interface ScannedPage {
  /** Start and end of each row in the bytes: [start0, end0, start1, end1, …], half-open. */
  readonly offsets: Uint32Array;
  /** `totalSize`, `done`, `nextRecordsUrl`: the page with an empty `records`. */
  readonly envelope: Readonly<Record<string, unknown>>;
}

/**
 * Finds the rows of a page without parsing them: one pass over the bytes that knows only strings and brackets.
 * In UTF-8 no byte of a longer character looks like one of those. Undefined where the bytes are no object with an
 * array `records` in it, which includes every page that broke off.
 */
export function scanPage(bytes: Buffer): ScannedPage | undefined {
  const records = findRecords({ bytes, text: bytes.toString('latin1') });
  if (!records) return undefined;
  const rest = Buffer.concat([bytes.subarray(0, records.start + 1), bytes.subarray(records.end - 1)]);
  const envelope = parse(rest);
  return isObject(envelope) ? { offsets: Uint32Array.from(records.offsets), envelope } : undefined;
}

interface Records {
  /** The array, brackets included. */
  readonly start: number;
  readonly end: number;
  readonly offsets: number[];
}

/** Walks the keys of the page itself; of two `records` the last one counts, as for JSON.parse. */
function findRecords(page: json.JsonText): Records | undefined {
  const { bytes } = page;
  let at = json.skipSpace(page, 0);
  if (bytes[at] !== json.openBrace) return undefined;
  let found: Records | undefined;
  at = json.skipSpace(page, at + 1);
  while (bytes[at] === json.quote) {
    const keyEnd = json.endOfString(page, at);
    const key = parse(bytes.subarray(at, keyEnd));
    const valueStart = json.skipSpace(page, json.skipSpace(page, keyEnd) + 1);
    if (bytes[valueStart - 1] === undefined) return undefined;
    const isRecords = key === 'records';
    const array = isRecords && bytes[valueStart] === json.openBracket ? scanArray(page, valueStart) : undefined;
    if (isRecords) found = array;
    at = json.skipSpace(page, array ? array.end : json.endOfValue(page, valueStart));
    if (bytes[at] === json.comma) at = json.skipSpace(page, at + 1);
  }
  return bytes[at] === json.closeBrace ? found : undefined;
}

function scanArray(page: json.JsonText, start: number): Records | undefined {
  const { bytes } = page;
  const offsets: number[] = [];
  let at = json.skipSpace(page, start + 1);
  while (at < bytes.length && bytes[at] !== json.closeBracket) {
    const end = json.endOfValue(page, at);
    offsets.push(at, end);
    at = json.skipSpace(page, end);
    if (bytes[at] === json.comma) at = json.skipSpace(page, at + 1);
    else if (bytes[at] !== json.closeBracket) return undefined;
  }
  return at < bytes.length ? { start, end: at + 1, offsets } : undefined;
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
