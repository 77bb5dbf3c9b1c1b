/** One answered request, as `GET /local-org/log` shows it. */
export interface LogEntry {
  readonly id: string;
  readonly method: string;
  /** Without the query: queries and tokens do not belong in a log. */
  readonly path: string;
  readonly status: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** From the first byte of the request to the close of the response, in milliseconds. */
  readonly ms: number;
  /** The client closed the connection before the answer had ended. */
  readonly closedEarly: boolean;
}

export interface RequestLog {
  add(entry: LogEntry): void;
  /** Oldest first. */
  entries(): readonly LogEntry[];
}

/** Keeps the last `capacity` requests in memory and tells `listener` of each. */
export function createRequestLog(capacity: number, listener: (entry: LogEntry) => void): RequestLog {
  const entries: LogEntry[] = [];
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length > capacity) entries.shift();
      listener(entry);
    },
    entries: () => entries,
  };
}
