import { type CommentDoc, type Doc, flatWidth, isList } from './doc.ts';

export interface PrintOptions {
  readonly width: number;
  /** One step of indentation. */
  readonly indent: string;
  readonly endOfLine: string;
}

/** Writes a doc in lines of at most `width` characters where that is possible. */
export function print(doc: Doc, options: PrintOptions): string {
  const printer = new Printer(options);
  printer.write(doc, false);
  return printer.text;
}

class Printer {
  text = '';
  readonly #width: number;
  readonly #unit: string;
  readonly #endOfLine: string;
  #level = 0;
  #column = 0;
  /** What is owed before the next text: line breaks are written only when something follows them. */
  #gap: '' | ' ' | '\n' = '';
  #gapLevel = 0;
  #hasBlankLine = false;

  constructor({ width, indent, endOfLine }: PrintOptions) {
    this.#width = width;
    this.#unit = indent;
    this.#endOfLine = endOfLine;
  }

  write(doc: Doc, isFlat: boolean): void {
    if (doc === ' ') this.#owe(' ');
    else if (typeof doc === 'string') this.#put(doc);
    else if (isList(doc)) for (const part of doc) this.write(part, isFlat);
    else if (doc.kind === 'line') this.#owe(isFlat ? doc.flat : '\n');
    else if (doc.kind === 'group') this.write(doc.content, isFlat || (!doc.broken && this.#fits(doc.content)));
    else if (doc.kind === 'indent') {
      this.#level++;
      this.write(doc.content, isFlat);
      this.#level--;
    } else if (doc.kind === 'fill') this.#fill(doc.items, isFlat);
    else if (doc.kind === 'comment') this.#comment(doc);
    else {
      this.#owe('\n');
      this.#hasBlankLine ||= doc.blank;
    }
  }

  #fill(items: readonly Doc[], isFlat: boolean): void {
    items.forEach((item, index) => {
      if (index > 0) {
        this.#owe(' ');
        if (!isFlat && !this.#fits(item)) this.#owe('\n');
      }
      this.write(item, isFlat);
    });
  }

  #comment({ text, place, blankBefore }: CommentDoc): void {
    if (place === 'behind') {
      const owed = this.#gap;
      this.#gap = this.text === '' ? '' : ' ';
      this.#put(text);
      this.#gap = owed;
    } else {
      this.#owe('\n');
      this.#hasBlankLine ||= blankBefore;
      this.#put(text);
    }
    this.#owe(place === 'own' || text.startsWith('//') || text.startsWith('--') ? '\n' : place === 'before' ? ' ' : '');
  }

  /** A line break is not taken back by a blank. */
  #owe(gap: '' | ' ' | '\n'): void {
    if (gap === '\n') this.#gapLevel = this.#level;
    if (gap === '\n' || (gap === ' ' && this.#gap === '')) this.#gap = gap;
  }

  #put(text: string): void {
    if (text === '') return;
    if (this.#gap === '\n' && this.text !== '') {
      const start = this.#unit.repeat(this.#gapLevel);
      this.text += this.#endOfLine.repeat(this.#hasBlankLine ? 2 : 1) + start;
      this.#column = start.length;
    } else if (this.#gap === ' ') {
      this.text += ' ';
      this.#column++;
    }
    this.#gap = '';
    this.#hasBlankLine = false;
    this.text += text;
    const newLine = text.lastIndexOf('\n');
    this.#column = newLine < 0 ? this.#column + text.length : text.length - newLine - 1;
  }

  /** Whether a doc, and a comma behind it, fits on the rest of the line. */
  #fits(doc: Doc): boolean {
    const start = this.#gap === '\n' ? this.#unit.length * this.#gapLevel : this.#column + this.#gap.length;
    return start + flatWidth(doc) + 1 <= this.#width;
  }
}
