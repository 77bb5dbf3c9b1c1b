/** A text of which only some pieces are shown; all else is blank. */
export class Mask {
  readonly #host: string;
  readonly #pieces: string[] = [];
  #end = 0;

  constructor(host: string) {
    this.#host = host;
  }

  /** Shows `shown` in place of the host's text from `start` to `end`. Pieces come in order and have the same length. */
  show(start: number, end: number, shown: string = this.#host.slice(start, end)): void {
    this.#pieces.push(' '.repeat(start - this.#end), shown);
    this.#end = end;
  }

  get text(): string {
    return this.#pieces.join('') + ' '.repeat(this.#host.length - this.#end);
  }
}
