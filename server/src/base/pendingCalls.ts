/** Calls to the other side of a message channel that wait for their outcome, by number. */
export class PendingCalls {
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  #last = 0;

  /** Sends a message that carries the number of the call, and waits for `settle` with that number. */
  call<Result>(send: (call: number) => void): Promise<Result> {
    const call = ++this.#last;
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.set(call, { resolve: value => resolve(value as Result), reject });
      send(call);
    });
  }

  resolve(call: number, value: unknown): void {
    this.#take(call)?.resolve(value);
  }

  reject(call: number, error: unknown): void {
    this.#take(call)?.reject(error);
  }

  /** The other side is gone. */
  rejectAll(error: unknown): void {
    for (const call of [...this.#waiting.keys()]) this.reject(call, error);
  }

  #take(call: number) {
    const waiting = this.#waiting.get(call);
    this.#waiting.delete(call);
    return waiting;
  }
}
