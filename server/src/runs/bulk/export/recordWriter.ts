import { GrowingBytes } from '../../export/growingBytes.ts';
import { backslash, closeBrace, comma, openBrace, quote } from '../../store/jsonText.ts';
import { PageText } from '../../store/pageText.ts';
import type { Cells } from '../csv/cells.ts';
import { textOf } from '../csv/cells.ts';
import type { CellKind, ExportShape } from './shape.ts';

const space = 0x20;
const zulu = 0x5a;

/** A name in the records, as it is written. */
interface Member {
  /** `"Name":`. */
  readonly key: Buffer;
  /** Index of its cell; -1 of a parent. */
  readonly cell: number;
  readonly kind: CellKind;
  readonly members: Member[];
  /** Cells that tell whether the parent is there; undefined where it always is. */
  readonly witnesses: readonly number[] | undefined;
}

/** Makes of rows of CSV the records that REST would have sent, as they would be written. */
export class RecordWriter {
  readonly #root: readonly Member[];
  readonly #out = new GrowingBytes();
  #offsets: number[] = [];

  /** @param cells for each column of the shape, which cell of a row has its text */
  constructor(shape: ExportShape, cells: readonly number[]) {
    this.#root = membersOf(shape, cells);
  }

  /** Bytes that wait to be taken. */
  get length(): number {
    return this.#out.length;
  }

  add(cells: Cells): void {
    this.#offsets.push(this.#out.length);
    this.#object(this.#root, cells);
    this.#offsets.push(this.#out.length);
  }

  /** The records since the last time. Valid until the next one is added. */
  take(): PageText {
    const text = new PageText(this.#out.bytes, Uint32Array.from(this.#offsets));
    this.#out.clear();
    this.#offsets = [];
    return text;
  }

  #object(members: readonly Member[], cells: Cells): void {
    this.#out.byte(openBrace);
    members.forEach((member, index) => {
      if (index > 0) this.#out.byte(comma);
      this.#out.copy(member.key, 0, member.key.length);
      if (member.cell >= 0) this.#value(member.kind, cells, member.cell);
      else if (isThere(member, cells)) this.#object(member.members, cells);
      else this.#out.text('null');
    });
    this.#out.byte(closeBrace);
  }

  #value(kind: CellKind, cells: Cells, cell: number): void {
    const { bytes, isSuspect } = cells;
    const start = cells.starts[cell]!;
    const end = cells.ends[cell]!;
    if (start === end || cell >= cells.count) this.#out.text('null');
    else if (kind === 'boolean' || kind === 'number' || kind === 'decimal') this.#plain(kind, textOf(cells, cell));
    else if (kind === 'datetime' && bytes[end - 1] === zulu)
      this.#string(`${bytes.toString('utf8', start, end - 1)}+0000`);
    else if (isSuspect || !this.#copyText(bytes, start, end)) this.#string(textOf(cells, cell));
  }

  /** What is none after all stays a text. */
  #plain(kind: 'boolean' | 'number' | 'decimal', text: string): void {
    const isPlain = kind === 'boolean' ? text === 'true' || text === 'false' : jsonNumber.test(text);
    if (!isPlain) this.#string(text);
    else this.#out.text(kind === 'decimal' && wholeNumber.test(text) ? `${text}.0` : text);
  }

  #string(text: string): void {
    this.#out.text(JSON.stringify(text));
  }

  /** A text between quotes; false where some of its characters are written otherwise in JSON. */
  #copyText(bytes: Buffer, start: number, end: number): boolean {
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      if (byte < space || byte === quote || byte === backslash) return false;
    }
    this.#out.byte(quote);
    this.#out.copy(bytes, start, end);
    this.#out.byte(quote);
    return true;
  }
}

const wholeNumber = /^-?\d+$/;
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const isThere = ({ witnesses }: Member, { starts, ends }: Cells): boolean =>
  witnesses === undefined || witnesses.some(cell => ends[cell]! > starts[cell]!);

/** The columns as a tree; a parent stands where the first of its fields does. */
function membersOf({ columns, parents }: ExportShape, cells: readonly number[]): Member[] {
  const root: Member[] = [];
  const made = new Map<string, Member[]>([['', root]]);
  const cellOf = (path: string) => cells[columns.findIndex(column => column.path === path)]!;
  const membersAt = (names: readonly string[]): Member[] => {
    const path = names.join('.');
    const known = made.get(path);
    if (known) return known;
    const witnesses = parents.find(parent => parent.path === path)?.witnesses?.map(cellOf);
    const parent: Member = { key: keyOf(names.at(-1)!), cell: -1, kind: 'text', members: [], witnesses };
    membersAt(names.slice(0, -1)).push(parent);
    made.set(path, parent.members);
    return parent.members;
  };
  columns.forEach(({ path, kind }, index) => {
    const names = path.split('.');
    const key = keyOf(names.at(-1)!);
    membersAt(names.slice(0, -1)).push({ key, cell: cells[index]!, kind, members: [], witnesses: undefined });
  });
  return root;
}

const keyOf = (name: string): Buffer => Buffer.from(`${JSON.stringify(name)}:`);
