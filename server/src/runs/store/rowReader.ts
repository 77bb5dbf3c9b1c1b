import { badPage } from './badPage.ts';
import { type FullCell, fullCellOfValue } from './cells.ts';
import * as json from './jsonText.ts';
import type { PageText } from './pageText.ts';

/** Where a column's value starts that the row does not have, or that is null or below a parent that is null. */
const absent = -1;
const isNull = -2;

/** A name on the way to some columns. */
interface Member {
  readonly name: string;
  /** Index of the column that ends here; -1 where none does. */
  column: number;
  readonly members: Member[];
  /** The keys of this object in the row before, in their order: those of the next row are mostly the same. */
  readonly keys: Key[];
}

interface Key {
  /** As it is written, with its quotes. */
  readonly text: string;
  readonly member: Member | undefined;
}

/**
 * Reads some columns of rows and skips the rest, which takes a fraction of the time of parsing it. It answers what
 * `fullCellOf` answers for the parsed row, as long as no key comes twice in an object.
 */
export class RowReader {
  readonly #root = member('');
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  #page!: PageText;
  /** Columns that have not been found yet. */
  #missing = 0;

  /** @param columns their paths, `Account.Owner.Name`, each once */
  constructor(columns: readonly string[]) {
    this.#starts = new Int32Array(columns.length);
    this.#ends = new Int32Array(columns.length);
    for (const [column, path] of columns.entries()) expect(this.#root, path.split('.'), column);
  }

  /** Finds the columns of a row. Throws BAD_ANSWER where it is no object. */
  read(page: PageText, row: number): void {
    const start = page.start(row);
    this.#page = page;
    this.#missing = this.#starts.length;
    this.#starts.fill(absent);
    if (page.bytes[start] !== json.openBrace) throw badPage();
    this.#readObject(start, this.#root);
  }

  /** Where the value of a column starts in the page; negative where it is null or not there. */
  start(column: number): number {
    return this.#starts[column]!;
  }

  /** Behind the value of a column. */
  end(column: number): number {
    return this.#ends[column]!;
  }

  /** The value of a column. Throws BAD_ANSWER where it is not JSON. */
  cell(column: number): FullCell {
    const start = this.#starts[column]!;
    if (start < 0) return start === isNull ? null : undefined;
    return fullCellOfValue(this.#page.value(start, this.#ends[column]!));
  }

  /** From an opening brace to behind the closing one; not that far once all columns are found. */
  #readObject(open: number, object: Member): number {
    const page = this.#page;
    const { bytes } = page;
    let at = json.skipSpace(page, open + 1);
    for (let index = 0; bytes[at] === json.quote; index++) {
      const known = object.keys[index];
      const isKnown = known !== undefined && page.text.startsWith(known.text, at);
      const keyEnd = isKnown ? at + known.text.length : json.endOfString(page, at);
      const found = isKnown ? known.member : memberAt(page.text.slice(at, keyEnd), object, index);
      at = json.skipSpace(page, keyEnd);
      if (bytes[at] !== json.colon) throw badPage();
      at = this.#readValue(json.skipSpace(page, at + 1), found);
      if (this.#missing === 0) return at;
      at = json.skipSpace(page, at);
      if (bytes[at] !== json.comma) break;
      at = json.skipSpace(page, at + 1);
    }
    if (bytes[at] !== json.closeBrace) throw badPage();
    return at + 1;
  }

  /** Answers where the value ends. */
  #readValue(start: number, found: Member | undefined): number {
    const page = this.#page;
    if (!found) return json.endOfValue(page, start);
    const first = page.bytes[start];
    if (first === json.letterN) this.#findNull(found);
    const isParent = first === json.openBrace && found.members.length > 0;
    const innerEnd = isParent ? this.#readObject(start, found) : 0;
    if (isParent && found.column < 0) return innerEnd;
    const end = json.endOfValue(page, start);
    if (found.column >= 0 && first !== json.letterN) this.#find(found.column, start, end);
    return end;
  }

  #find(column: number, start: number, end: number): void {
    if (this.#starts[column] === absent) this.#missing--;
    this.#starts[column] = start;
    this.#ends[column] = end;
  }

  #findNull({ column, members }: Member): void {
    if (column >= 0) this.#find(column, isNull, isNull);
    for (const below of members) this.#findNull(below);
  }
}

const member = (name: string): Member => ({ name, column: -1, members: [], keys: [] });

function expect(root: Member, path: readonly string[], column: number): void {
  let at = root;
  for (const name of path) {
    const next = at.members.find(other => other.name === name) ?? member(name);
    if (!at.members.includes(next)) at.members.push(next);
    at = next;
  }
  at.column = column;
}

/** Looks a key up, and remembers it for the next row. */
function memberAt(key: string, { keys, members }: Member, index: number): Member | undefined {
  const name = nameOf(key);
  const found =
    members.find(other => other.name === name) ??
    members.find(other => other.name.toLowerCase() === name.toLowerCase());
  // A slice would keep the whole page alive.
  keys[index] = { text: Buffer.from(key, 'latin1').toString('latin1'), member: found };
  return found;
}

function nameOf(key: string): string {
  try {
    return JSON.parse(Buffer.from(key, 'latin1').toString('utf8'));
  } catch {
    throw badPage();
  }
}
