import { type Cell, textOfCell } from './cells.ts';

/** Characters of a text that decide about its place: more would keep long texts in memory. */
const keyLength = 100;

type Key = string | number | boolean | null;

/** What the rows are sorted by, of one column, one key per row. */
export class SortKeys {
  readonly column: string;
  /** While every key is a number or missing (NaN), which takes a fraction of the memory and the time. */
  #numbers: Float64Array | undefined = new Float64Array(2048);
  #keys: Key[] = [];
  #count = 0;

  constructor(column: string) {
    this.column = column;
  }

  get count(): number {
    return this.#count;
  }

  push(cell: Cell): void {
    const key = keyOf(cell);
    if (this.#numbers && key !== null && typeof key !== 'number') this.#leaveNumbers(this.#numbers);
    if (this.#numbers) {
      if (this.#count === this.#numbers.length) this.#numbers = grown(this.#numbers);
      this.#numbers[this.#count] = key === null ? Number.NaN : Number(key);
    } else this.#keys.push(key);
    this.#count++;
  }

  /** Compares two rows: numbers before booleans before texts, missing keys last, and equal ones by the row. */
  comparison(descending: boolean): (a: number, b: number) => number {
    const sign = descending ? -1 : 1;
    return this.#numbers ? compareNumbers(this.#numbers, sign) : compareKeys(this.#keys, sign);
  }

  #leaveNumbers(numbers: Float64Array): void {
    this.#keys = Array.from(numbers.subarray(0, this.#count), number => (Number.isNaN(number) ? null : number));
    this.#numbers = undefined;
  }
}

function grown(numbers: Float64Array): Float64Array {
  const larger = new Float64Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

/** Texts are compared without case and accents, as people look for them. */
function keyOf(cell: Cell): Key {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'number' || typeof cell === 'boolean') return cell;
  if (typeof cell === 'object' && 'totalSize' in cell) return cell.totalSize;
  return foldText(textOfCell(cell));
}

function foldText(text: string): string {
  // A plain slice would keep the whole text alive.
  const short = text.length > keyLength ? Buffer.from(text.slice(0, keyLength), 'utf16le').toString('utf16le') : text;
  const folded = /[^ -~]/.test(short) ? short.normalize('NFD').replace(/\p{M}+/gu, '') : short;
  return folded.toLowerCase();
}

function compareNumbers(numbers: Float64Array, sign: number): (a: number, b: number) => number {
  return (a, b) => {
    const left = numbers[a]!;
    const right = numbers[b]!;
    if (left < right) return -sign;
    if (left > right) return sign;
    return Number(Number.isNaN(left)) - Number(Number.isNaN(right)) || a - b;
  };
}

const ranks = { number: 0, boolean: 1, string: 2 } as Record<string, number>;

function compareKeys(keys: readonly Key[], sign: number): (a: number, b: number) => number {
  return (a, b) => {
    const left = keys[a]!;
    const right = keys[b]!;
    if (left === right) return a - b;
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    if (typeof left === typeof right) return left < right ? -sign : sign;
    return sign * (ranks[typeof left]! - ranks[typeof right]!);
  };
}
