/** A text of which only some pieces are shown; all else is blank, but for line ends. */
export class Mask {
  readonly #host: string;
  readonly #pieces: string[] = [];
  #end = 0;

  constructor(host: string) {
    this.#host = host;
  }

  /** Shows `shown` in place of the host's text from `start` to `end`. Pieces come in order and have the same length. */
  show(start: number, end: number, shown: string = this.#host.slice(start, end)): void {
    this.#pieces.push(blank(this.#host.slice(this.#end, start)), shown);
    this.#end = end;
  }

  get text(): string {
    return this.#pieces.join('') + blank(this.#host.slice(this.#end));
  }
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
