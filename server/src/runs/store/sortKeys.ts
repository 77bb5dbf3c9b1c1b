import type { FullCell } from './cells.ts';
import { TextBytes } from './textBytes.ts';

/** Characters of a text that decide about its place: more would keep long texts in memory. */
const keyLength = 100;

/** In the order in which they are sorted. */
const kinds = { number: 0, boolean: 1, text: 2, missing: 3 } as const;

/** What the rows are sorted by, of one column, one key per row: nine bytes, and those of texts. */
export class SortKeys {
  readonly column: string;
  #kinds = new Uint8Array(2048);
  /** Numbers and booleans; of texts, where they are. */
  #values = new Float64Array(2048);
  readonly #texts = new TextBytes();
  #count = 0;

  constructor(column: string) {
    this.column = column;
  }

  get count(): number {
    return this.#count;
  }

  push(cell: FullCell): void {
    if (this.#count === this.#kinds.length) this.#grow();
    this.#kinds[this.#count] = kindOf(cell);
    this.#values[this.#count] = typeof cell === 'string' ? this.#texts.push(foldText(cell)) : numberOf(cell);
    this.#count++;
  }

  /** Compares two rows: numbers before booleans before texts, missing keys last, and equal ones by the row. */
  comparison(descending: boolean): (a: number, b: number) => number {
    const sign = descending ? -1 : 1;
    const kindsOf = this.#kinds;
    const values = this.#values;
    const texts = this.#texts;
    return (a, b) => {
      const kind = kindsOf[a]!;
      const difference = kind - kindsOf[b]!;
      if (difference !== 0)
        return kind === kinds.missing || kindsOf[b] === kinds.missing ? difference : sign * difference;
      const left = values[a]!;
      const right = values[b]!;
      const order = kind === kinds.text ? texts.compare(left, right) : Number(left > right) - Number(left < right);
      return order === 0 ? a - b : sign * order;
    };
  }

  #grow(): void {
    const grownKinds = new Uint8Array(this.#kinds.length * 2);
    grownKinds.set(this.#kinds);
    this.#kinds = grownKinds;
    const grownValues = new Float64Array(this.#values.length * 2);
    grownValues.set(this.#values);
    this.#values = grownValues;
  }
}

function kindOf(cell: FullCell): number {
  if (cell === null || cell === undefined) return kinds.missing;
  if (typeof cell === 'string') return kinds.text;
  return typeof cell === 'boolean' ? kinds.boolean : kinds.number;
}

/** Of child rows it is how many there are. */
const numberOf = (cell: Exclude<FullCell, string>): number =>
  typeof cell === 'object' && cell !== null ? cell.totalSize : Number(cell ?? 0);

/** Texts are compared without case and accents, as people look for them. */
function foldText(text: string): string {
  const short = text.slice(0, keyLength);
  return (/[^ -~]/.test(short) ? short.normalize('NFD').replace(/\p{M}+/gu, '') : short).toLowerCase();
}
