import { type CsvFormat, csvLimits } from './format.ts';

/** What is wrong with the CSV itself: no row after it can be trusted. `line` counts from 1. */
export interface CsvFault {
  readonly line: number;
  readonly code: 'QUOTE_IN_CELL' | 'TEXT_AFTER_QUOTE' | 'UNCLOSED_QUOTE' | 'RECORD_TOO_LONG' | 'MIXED_LINE_ENDINGS';
}

export interface RecordHandler {
  /** A record with the line on which it begins. Answers whether to read on. */
  record(cells: string[], line: number): boolean;
  /** The cells of the record are read as well as can be; reading goes on. */
  fault(fault: CsvFault): void;
}

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/** How many characters a record may have before it is given up: then a quote has most likely not been closed. */
const longestToLoad = 4 * csvLimits.recordLength;

/**
 * Reads records out of text that comes in pieces, strictly by RFC 4180: quotes stand around whole cells, `""` inside.
 * Empty lines are no records. Memory is bounded by the longest record.
 */
export class RecordReader {
  readonly #delimiter: number;
  readonly #format: Pick<CsvFormat, 'lineEnding'>;
  readonly #handler: RecordHandler;
  readonly #longest: number;
  #text = '';
  #at = 0;
  #line: number;
  #stopped = false;

  /** `line`: that of the first record. `longest`: characters of a record at most; reading stops at a longer one. */
  constructor(
    format: Pick<CsvFormat, 'delimiter' | 'lineEnding'>,
    handler: RecordHandler,
    { line = 1, longest = longestToLoad }: { readonly line?: number; readonly longest?: number } = {},
  ) {
    this.#longest = longest;
    this.#line = line;
    this.#delimiter = format.delimiter.charCodeAt(0);
    this.#format = format;
    this.#handler = handler;
  }

  /** Whether nothing more is read. */
  get stopped(): boolean {
    return this.#stopped;
  }

  push(piece: string): void {
    // `join` makes one flat string: reading the characters of a sum takes twice as long.
    this.#text = this.#at < this.#text.length ? [this.#text.slice(this.#at), piece].join('') : piece;
    this.#at = 0;
    this.#read(false);
    if (!this.#stopped && this.#text.length - this.#at > this.#longest) {
      this.#handler.fault({ line: this.#line, code: 'RECORD_TOO_LONG' });
      this.#stopped = true;
    }
  }

  /** No text follows. */
  end(): void {
    this.#read(true);
  }

  #read(last: boolean): void {
    while (!this.#stopped && this.#at < this.#text.length) {
      const line = this.#line;
      const cells: string[] = [];
      const next = this.#record(cells, last);
      if (next < 0) {
        // The record is read anew, with its rest.
        this.#line = line;
        return;
      }
      this.#at = next;
      if (cells.length === 0) continue;
      if (!this.#handler.record(cells, line)) this.#stopped = true;
    }
  }

  /** Fills the cells and answers where the next record begins; negative where the end of this one is not there yet. */
  #record(cells: string[], last: boolean): number {
    const text = this.#text;
    const { length } = text;
    const delimiter = this.#delimiter;
    const mark = this.#at;
    let at = mark;
    for (;;) {
      let code = at < length ? text.charCodeAt(at) : -1;
      if (code === quote) {
        const end = this.#quoted(cells, at, last);
        if (end < 0) return -1;
        at = end;
      } else {
        const start = at;
        while (at < length) {
          code = text.charCodeAt(at);
          if (code === delimiter || code === lineFeed || code === carriageReturn) break;
          if (code === quote) this.#faulty('QUOTE_IN_CELL');
          at++;
        }
        if (at === length && !last) return -1;
        cells.push(text.slice(start, at));
      }
      code = at < length ? text.charCodeAt(at) : -1;
      if (code === delimiter) {
        at++;
        continue;
      }
      if (code === carriageReturn && at + 1 === length && !last) return -1;
      const next = this.#lineEnd(at, code);
      if (cells.length === 1 && cells[0] === '' && text.charCodeAt(mark) !== quote) cells.length = 0;
      return next;
    }
  }

  /** A quoted cell; answers the place behind it. */
  #quoted(cells: string[], start: number, last: boolean): number {
    const text = this.#text;
    let end = start + 1;
    let doubled = false;
    for (;;) {
      end = text.indexOf('"', end);
      if (end < 0 || (end + 1 === text.length && !last)) {
        if (!last) return -1;
        this.#faulty('UNCLOSED_QUOTE');
        cells.push(text.slice(start + 1));
        return text.length;
      }
      if (text.charCodeAt(end + 1) !== quote) break;
      doubled = true;
      end += 2;
    }
    const cell = text.slice(start + 1, end);
    cells.push(doubled ? cell.replaceAll('""', '"') : cell);
    this.#countLines(cell);
    return this.#behindQuote(cells, end + 1, last);
  }

  /** What stands between a closing quote and the next delimiter is kept, and told. */
  #behindQuote(cells: string[], start: number, last: boolean): number {
    const text = this.#text;
    let at = start;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === this.#delimiter || code === lineFeed || code === carriageReturn) break;
      at++;
    }
    if (at === text.length && !last) return -1;
    if (at === start) return at;
    this.#faulty('TEXT_AFTER_QUOTE');
    cells.push(cells.pop()! + text.slice(start, at));
    return at;
  }

  /** The place behind the end of a line at `at`. */
  #lineEnd(at: number, code: number): number {
    if (code < 0) return at;
    this.#line++;
    const ending = code === lineFeed ? 'LF' : this.#text.charCodeAt(at + 1) === lineFeed ? 'CRLF' : 'CR';
    if (ending !== this.#format.lineEnding) {
      this.#line--;
      this.#faulty('MIXED_LINE_ENDINGS');
      this.#line++;
    }
    return at + (ending === 'CRLF' ? 2 : 1);
  }

  #countLines(cell: string): void {
    const ending = this.#format.lineEnding === 'CR' ? '\r' : '\n';
    for (let at = cell.indexOf(ending); at >= 0; at = cell.indexOf(ending, at + 1)) this.#line++;
  }

  #faults = new Set<string>();

  /** A record that is read anew tells its faults once. */
  #faulty(code: CsvFault['code']): void {
    const key = `${this.#line} ${code}`;
    if (this.#faults.has(key) || this.#faults.size >= mostFaults) return;
    this.#faults.add(key);
    this.#handler.fault({ line: this.#line, code });
  }
}

/** Nobody reads more, and one wrong line ending is followed by a million. */
const mostFaults = 100;
