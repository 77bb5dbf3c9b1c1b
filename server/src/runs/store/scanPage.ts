const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

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
  const records = findRecords(bytes);
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
function findRecords(bytes: Buffer): Records | undefined {
  let at = skipSpace(bytes, 0);
  if (bytes[at] !== openBrace) return undefined;
  let found: Records | undefined;
  at = skipSpace(bytes, at + 1);
  while (bytes[at] === quote) {
    const keyEnd = endOfString(bytes, at);
    const key = parse(bytes.subarray(at, keyEnd));
    const valueStart = skipSpace(bytes, skipSpace(bytes, keyEnd) + 1);
    if (bytes[valueStart - 1] === undefined) return undefined;
    const isRecords = key === 'records';
    const array = isRecords && bytes[valueStart] === openBracket ? scanArray(bytes, valueStart) : undefined;
    if (isRecords) found = array;
    at = skipSpace(bytes, array ? array.end : endOfValue(bytes, valueStart));
    if (bytes[at] === comma) at = skipSpace(bytes, at + 1);
  }
  return bytes[at] === closeBrace ? found : undefined;
}

function scanArray(bytes: Buffer, start: number): Records | undefined {
  const offsets: number[] = [];
  let at = skipSpace(bytes, start + 1);
  while (at < bytes.length && bytes[at] !== closeBracket) {
    const end = endOfValue(bytes, at);
    offsets.push(at, end);
    at = skipSpace(bytes, end);
    if (bytes[at] === comma) at = skipSpace(bytes, at + 1);
    else if (bytes[at] !== closeBracket) return undefined;
  }
  return at < bytes.length ? { start, end: at + 1, offsets } : undefined;
}

/** Behind the value that starts here; the end of the bytes where it does not end. */
function endOfValue(bytes: Buffer, start: number): number {
  const first = bytes[start];
  if (first === quote) return endOfString(bytes, start);
  if (first !== openBrace && first !== openBracket) return endOfScalar(bytes, start);
  let depth = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) at = endOfString(bytes, at) - 1;
    else if (byte === openBrace || byte === openBracket) depth++;
    else if ((byte === closeBrace || byte === closeBracket) && --depth === 0) return at + 1;
  }
  return bytes.length;
}

/** `start` is at the opening quote. A quote ends the string unless an odd number of backslashes stands before it. */
function endOfString(bytes: Buffer, start: number): number {
  for (let at = start + 1; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === backslash) at++;
    else if (byte === quote) return at + 1;
  }
  return bytes.length;
}

function endOfScalar(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length && !isSpace(bytes[at]) && !isPunctuation(bytes[at])) at++;
  return at;
}

function skipSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at++;
  return at;
}

const isSpace = (byte: number | undefined) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isPunctuation = (byte: number | undefined) =>
  byte === comma || byte === colon || byte === closeBracket || byte === closeBrace;

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
