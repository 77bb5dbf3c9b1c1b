/** Clock and timers as a port, so that tests decide when time passes. */
export interface Timers {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `action` once after `ms` milliseconds. Answers the function that cancels it. */
  after(ms: number, action: () => void): () => void;
}
