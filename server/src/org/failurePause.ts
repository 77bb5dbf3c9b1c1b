/** How long nothing is asked again that could not be fetched. */
const pauseMs = 30_000;

/** Remembers what could not be fetched. */
export class FailurePause {
  readonly #failedAt = new Map<string, number>();
  readonly #now: () => number;

  /** @param now in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether it may be asked for. */
  isOver(key: string): boolean {
    const failed = this.#failedAt.get(key);
    return failed === undefined || this.#now() - failed >= pauseMs;
  }

  begin(key: string): void {
    this.#failedAt.set(key, this.#now());
  }

  /** Everything may be asked for again. */
  end(): void {
    this.#failedAt.clear();
  }
}
