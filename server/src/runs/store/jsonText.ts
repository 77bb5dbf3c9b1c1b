// Finding one's way in JSON without parsing it. In UTF-8 no byte of a longer character looks like one of JSON's own.
// Where the text breaks off, what starts there ends with it.

/** JSON twice: single characters are fast to look at in bytes, and the quote that ends a string fast to find in a text. */
export interface JsonText {
  readonly bytes: Buffer;
  /** The bytes as Latin-1: places in it are places in the bytes. */
  readonly text: string;
}

export const quote = 0x22;
export const comma = 0x2c;
export const colon = 0x3a;
export const openBracket = 0x5b;
export const backslash = 0x5c;
export const closeBracket = 0x5d;
export const letterF = 0x66;
export const letterN = 0x6e;
export const letterT = 0x74;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;

/** Behind the value that starts here. */
export function endOfValue(json: JsonText, start: number): number {
  const first = json.bytes[start];
  if (first === quote) return endOfString(json, start);
  return first === openBrace || first === openBracket ? endOfNested(json, start) : endOfScalar(json, start);
}

/** `start` is at the opening quote. A quote ends the string unless an odd number of backslashes stands before it. */
export function endOfString({ bytes, text }: JsonText, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end > 0 && bytes[end - 1] === backslash && isEscaped(bytes, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end + 1;
}

/** Behind the white space that may be here. */
export function skipSpace({ bytes }: Pick<JsonText, 'bytes'>, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at++;
  return at;
}

/** In front of the white space that may end here. */
export function skipSpaceBack({ bytes }: JsonText, end: number): number {
  let at = end;
  while (isSpace(bytes[at - 1])) at--;
  return at;
}

function isEscaped(bytes: Buffer, at: number): boolean {
  let before = at;
  while (bytes[before - 1] === backslash) before--;
  return (at - before) % 2 === 1;
}

function endOfNested(json: JsonText, start: number): number {
  const { bytes } = json;
  let depth = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) at = endOfString(json, at) - 1;
    else if (byte === openBrace || byte === openBracket) depth++;
    else if ((byte === closeBrace || byte === closeBracket) && --depth === 0) return at + 1;
  }
  return bytes.length;
}

function endOfScalar({ bytes }: JsonText, start: number): number {
  let at = start;
  while (at < bytes.length && !endsScalar(bytes[at]!)) at++;
  return at;
}

const isSpace = (byte: number | undefined) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const endsScalar = (byte: number) =>
  byte === comma || byte === closeBrace || byte === closeBracket || byte === colon || isSpace(byte);
