// Which rows of a result are seen, and in which order: what the server was asked for, and what it answered.
import type { Conversation } from './conversation.ts';
import type { Asked } from './messages.ts';
import { Newest } from './newest.ts';

type Wanted = Asked<'arrange'>;

export class Arrangement {
  readonly #ask: Conversation['ask'];
  #wanted: Wanted = {};
  /** Of how many rows, and how many of them are seen; undefined: all are, as they came. */
  #arranged: { readonly of: number; readonly rows: number } | undefined;
  readonly #newest = new Newest();

  constructor(ask: Conversation['ask']) {
    this.#ask = ask;
  }

  /** The order, the filter and the object that were asked for last. */
  get wanted(): Wanted {
    return this.#wanted;
  }

  /** How many rows are seen; undefined: all. */
  get rows(): number | undefined {
    return this.#arranged?.rows;
  }

  /** Whether other rows are there by now than those that were arranged. */
  isBehind(rows: number): boolean {
    return this.#arranged !== undefined && this.#arranged.of !== rows;
  }

  /**
   * @param of how many rows there are
   * @returns how many of them are seen; undefined where another arrangement has overtaken this one, which cancels it
   */
  async arrange(wanted: Wanted, of: number): Promise<number | undefined> {
    this.#wanted = wanted;
    const answer = await this.#newest.of(() => this.#ask('arrange', wanted));
    if (!answer) return undefined;
    const isPlain = !wanted.sort && !wanted.filter && !wanted.object;
    this.#arranged = isPlain ? undefined : { of, rows: answer.rows };
    return answer.rows;
  }

  /** Until the server has answered: so many of the rows are seen, the first ones. */
  assume(of: number, rows: number): void {
    this.#arranged = { of, rows };
  }

  /** All rows are seen; what is on its way counts no more. */
  release(): void {
    this.#arranged = undefined;
    this.#newest.forget();
  }

  /** Another result. */
  clear(): void {
    this.release();
    this.#wanted = {};
  }
}
