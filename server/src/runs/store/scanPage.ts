import * as json from './jsonText.ts';
import { outerBrackets } from './scan/brackets.ts';

/** A page of a query's result: where its rows lie, and the rest of it. */
export interface ScannedPage {
  /** Start and end of each row in the bytes: [start0, end0, start1, end1, …], half-open. */
  readonly offsets: Uint32Array;
  /** `totalSize`, `done`, `nextRecordsUrl`: the page without the rows. */
  readonly envelope: Readonly<Record<string, unknown>>;
}

/**
 * Finds the rows of a page without parsing them: one pass over the bytes that knows only strings and brackets.
 * In UTF-8 no byte of a longer character looks like one of those. Undefined where the bytes are no object with an
 * array of objects `records` in it, which includes every page that broke off.
 */
export function scanPage(bytes: Buffer): ScannedPage | undefined {
  const brackets = outerBrackets(bytes);
  const nested = brackets && nestedIn(bytes, brackets);
  const envelope = nested && parse(withoutContent(bytes, nested));
  if (!nested || !isObject(envelope)) return undefined;
  // Only what is nested is an array now: its number.
  const records = Array.isArray(envelope.records) ? nested[envelope.records[0]] : undefined;
  const offsets = records && rowsOf(bytes, records);
  return offsets && { offsets, envelope };
}

/** An object or array below the page: the places of its brackets, with those of what is nested in it in between. */
type Nested = Uint32Array;

function nestedIn(bytes: Buffer, brackets: Uint32Array): Nested[] | undefined {
  const all: Nested[] = [];
  const last = brackets.length - 1;
  for (let open = 1; open < last; ) {
    if (!opens(bytes[brackets[open]!])) return undefined;
    let close = open + 1;
    while (close < last && opens(bytes[brackets[close]!])) close += 2;
    if (close >= last) return undefined;
    all.push(brackets.subarray(open, close + 1));
    open = close + 1;
  }
  return all;
}

/** The page with an array of its number in place of each object and array in it. */
function withoutContent(bytes: Buffer, nested: readonly Nested[]): Buffer {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const [number, places] of nested.entries()) {
    parts.push(bytes.subarray(from, places[0]!), Buffer.from(`[${number}]`));
    from = places.at(-1)! + 1;
  }
  return Buffer.concat([...parts, bytes.subarray(from)]);
}

/** Undefined where this is no array of objects with commas between them. */
function rowsOf(bytes: Buffer, places: Nested): Uint32Array | undefined {
  const text = { bytes };
  const last = places.at(-1)!;
  if (bytes[places[0]!] !== json.openBracket || bytes[last] !== json.closeBracket) return undefined;
  const offsets = places.slice(1, -1);
  let at = json.skipSpace(text, places[0]! + 1);
  for (let row = 0; row < offsets.length; row += 2) {
    if (row > 0 && bytes[at] !== json.comma) return undefined;
    const start = row > 0 ? json.skipSpace(text, at + 1) : at;
    const end = ++offsets[row + 1]!;
    if (offsets[row] !== start || bytes[start] !== json.openBrace || bytes[end - 1] !== json.closeBrace)
      return undefined;
    at = json.skipSpace(text, end);
  }
  return at === last ? offsets : undefined;
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

const opens = (byte: number | undefined) => byte === json.openBrace || byte === json.openBracket;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
