import type { DatabaseSync } from 'node:sqlite';

/** Small facts about the org that outlive the process, by name. */
export interface Settings {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
}

export function openSettings(database: DatabaseSync): Settings {
  database.exec('CREATE TABLE IF NOT EXISTS local_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT');
  const select = database.prepare('SELECT value FROM local_setting WHERE name = ?');
  const upsert = database.prepare(
    'INSERT INTO local_setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  return {
    get(name) {
      const value = select.get(name)?.value;
      return typeof value === 'string' ? value : undefined;
    },
    set: (name, value) => void upsert.run(name, value),
  };
}
