import type { DatabaseSync } from 'node:sqlite';

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
  /** Stores the entries for the next process on this database. */
  save(): void;
}

/** Keeps the last `capacity` requests in memory and tells `listener` of each new one. */
export function openRequestLog(
  database: DatabaseSync,
  capacity: number,
  listener: (entry: LogEntry) => void,
): RequestLog {
  database.exec('CREATE TABLE IF NOT EXISTS local_request_log (place INTEGER PRIMARY KEY, entry TEXT NOT NULL) STRICT');
  const stored = database.prepare('SELECT entry FROM local_request_log ORDER BY place').all();
  const entries = stored.map(row => JSON.parse(String(row.entry)) as LogEntry);
  const insert = database.prepare('INSERT INTO local_request_log (place, entry) SELECT key, value FROM json_each(?)');
  return {
    add(entry) {
      entries.push(entry);
      if (entries.length > capacity) entries.shift();
      listener(entry);
    },
    entries: () => entries,
    save() {
      database.exec('DELETE FROM local_request_log');
      insert.run(JSON.stringify(entries));
    },
  };
}
