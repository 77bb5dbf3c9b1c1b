import type { FullCell } from './cells.ts';

/** Characters of a text that decide about its place. */
const keyLength = 100;
/** Bytes of them that are kept at once: more would keep long texts in memory. */
const sliceBytes = 20;
const sliceWords = sliceBytes / 4;
/** How many bytes a text has of which there are more than that. */
const isLonger = sliceBytes + 1;

/** In the order in which they are sorted. */
const kinds = { number: 0, boolean: 1, text: 2, missing: 3 } as const;
const kindBits = 5;

/**
 * What rows are compared by, of one column, one key per row: a byte, eight for its number, and 20 for a part of its text.
 * Texts that are the same in one part are read again for the next one, unless they are the same to their ends.
 */
export class SortKeys {
  readonly rows: number;
  /** The kind of each key, and above it how many bytes of a text are there. */
  readonly #heads: Uint8Array;
  /** Of longer texts: a hash of all that counts of them. */
  #numbers = new Float64Array(0);
  #words = new Uint32Array(0);
  readonly #bytes = Buffer.alloc(4096 + sliceBytes);
  /** Where the part of the texts begins that is kept. */
  #from = 0;

  constructor(rows: number) {
    this.rows = rows;
    this.#heads = new Uint8Array(rows);
  }

  /** From now on keys are set for the next part of their texts. */
  nextPart(): void {
    this.#from += sliceBytes;
  }

  set(row: number, cell: FullCell): void {
    const kind = kindOf(cell);
    const length = typeof cell === 'string' ? this.#setText(row, foldText(cell)) : 0;
    this.#heads[row] = (kind << kindBits) | length;
    if (kind < kinds.text) this.#setNumber(row, numberOf(cell));
  }

  isMissing(row: number): boolean {
    return this.#heads[row]! >> kindBits === kinds.missing;
  }

  /** Whether the texts of two rows that compare as equal may differ behind the part that is kept. */
  mayDiffer(a: number, b: number): boolean {
    return this.#heads[a]! === ((kinds.text << kindBits) | isLonger) && this.#numbers[a] !== this.#numbers[b];
  }

  /** Numbers before booleans before texts; missing keys last. */
  readonly compare = (a: number, b: number): number => {
    const left = this.#heads[a]!;
    const right = this.#heads[b]!;
    const kind = left >> kindBits;
    if (kind !== right >> kindBits) return left - right;
    if (kind === kinds.missing) return 0;
    if (kind < kinds.text) return this.#numbers[a]! - this.#numbers[b]!;
    const words = this.#words;
    for (let at = a * sliceWords, other = b * sliceWords, end = at + sliceWords; at < end; at++, other++) {
      const difference = words[at]! - words[other]!;
      if (difference !== 0) return difference;
    }
    return left - right;
  };

  #setNumber(row: number, value: number): void {
    if (this.#numbers.length === 0) this.#numbers = new Float64Array(this.rows);
    this.#numbers[row] = value;
  }

  /** Keeps a part of a text, and answers how long it is. */
  #setText(row: number, text: string): number {
    if (this.#words.length === 0) this.#words = new Uint32Array(this.rows * sliceWords);
    const bytes = this.#bytes;
    const from = this.#from;
    const written = bytes.write(text);
    const length = Math.max(0, written - from);
    if (length > sliceBytes) this.#setNumber(row, hashOf(bytes, written));
    if (length < sliceBytes) bytes.fill(0, from + length, from + sliceBytes);
    for (let word = 0; word < sliceWords; word++)
      this.#words[row * sliceWords + word] = bytes.readUInt32BE(from + word * 4);
    return Math.min(length, isLonger);
  }
}

/** 53 bits, of two hashes by FNV-1a: that different texts have the same is less likely than a fault of the memory. */
function hashOf(bytes: Buffer, length: number): number {
  let high = 0x811c9dc5;
  let low = 0x01000193;
  for (let at = 0; at < length; at++) {
    const byte = bytes[at]!;
    high = Math.imul(high ^ byte, 0x01000193);
    low = Math.imul(low ^ byte, 0x85ebca6b);
  }
  return (high >>> 11) * 0x1_0000_0000 + (low >>> 0);
}

function kindOf(cell: FullCell): number {
  if (cell === null || cell === undefined) return kinds.missing;
  if (typeof cell === 'string') return kinds.text;
  return typeof cell === 'boolean' ? kinds.boolean : kinds.number;
}

/** Of child rows it is how many there are. */
const numberOf = (cell: FullCell): number =>
  typeof cell === 'object' && cell !== null ? cell.totalSize : Number(cell ?? 0);

/** Texts are compared without case and accents, as people look for them. */
function foldText(text: string): string {
  const short = text.slice(0, keyLength);
  return (/[^ -~]/.test(short) ? short.normalize('NFD').replace(/\p{M}+/gu, '') : short).toLowerCase();
}
