import type { DatabaseSync } from 'node:sqlite';

/** Counts API calls over a rolling 24 hours, hour by hour, as the daily limit of a real org does. */
export interface ApiUsage {
  count(): void;
  /** Calls in the last 24 hours. */
  used(): number;
  /** Stores what was counted since the last time. */
  save(): void;
}

/** What a Developer Edition may call in 24 hours. */
export const dailyApiRequests = 15_000;

const hour = 60 * 60 * 1000;

export function openApiUsage(database: DatabaseSync, now: () => number): ApiUsage {
  database.exec('CREATE TABLE IF NOT EXISTS local_api_usage (hour INTEGER PRIMARY KEY, calls INTEGER NOT NULL) STRICT');
  const stored = database.prepare('SELECT hour, calls FROM local_api_usage').all();
  const calls = new Map(stored.map(row => [Number(row.hour), Number(row.calls)]));
  const currentHour = (): number => Math.floor(now() / hour);
  const forgetOld = (): void => {
    for (const key of calls.keys()) if (key <= currentHour() - 24) calls.delete(key);
  };
  return {
    count: () => void calls.set(currentHour(), (calls.get(currentHour()) ?? 0) + 1),
    used() {
      forgetOld();
      return [...calls.values()].reduce((sum, count) => sum + count, 0);
    },
    save() {
      forgetOld();
      database.exec('DELETE FROM local_api_usage');
      const insert = database.prepare('INSERT INTO local_api_usage (hour, calls) VALUES (?, ?)');
      for (const [key, count] of calls) insert.run(key, count);
    },
  };
}
