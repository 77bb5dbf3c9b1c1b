import type { Cells, CellsPiece } from './cells.ts';

/** The records of a file, as many at a time as one wants. */
export class Records implements AsyncDisposable {
  readonly #pieces: AsyncGenerator<CellsPiece> | undefined;
  #piece: CellsPiece | undefined;

  /** Undefined: there are none. */
  constructor(pieces: AsyncGenerator<CellsPiece> | undefined) {
    this.#pieces = pieces;
  }

  /** Visits the next ones, where there are so many. `pause` comes after each piece of the file. */
  async take(count: number, visit: (cells: Cells) => void, pause?: () => Promise<unknown>): Promise<void> {
    for (let taken = 0; taken < count; ) {
      const cells = this.#piece?.next();
      if (cells) {
        visit(cells);
        taken++;
        continue;
      }
      await pause?.();
      this.#piece = (await this.#pieces?.next())?.value;
      if (!this.#piece) return;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pieces?.return(undefined);
  }
}
