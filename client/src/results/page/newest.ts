/**
 * Of the questions of one kind only the newest counts: the panel cancels those before it, which then fail.
 */
export class Newest {
  #last = 0;

  /** What is asked; undefined where another question, or `forget`, has overtaken it. Rejects where it fails itself. */
  async of<T>(ask: () => Promise<T>): Promise<T | undefined> {
    const mine = ++this.#last;
    try {
      const answer = await ask();
      return mine === this.#last ? answer : undefined;
    } catch (error) {
      if (mine === this.#last) throw error;
      return undefined;
    }
  }

  /** What is on its way counts no more. */
  forget(): void {
    this.#last++;
  }
}
