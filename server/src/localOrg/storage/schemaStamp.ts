import type { OrgDatabase } from './database.ts';

/** When the org's metadata changed last: what describes send as Last-Modified and ETag, the same on each of them. */
export interface SchemaStamp {
  readonly lastModified: Date;
  /** Without quotes. */
  readonly etag: string;
}

/**
 * The stamp of the database's schema. It survives a restart, and moves to `now` when the schema is another one than
 * last time.
 */
export function schemaStamp({ schema, sqlite }: OrgDatabase, now: Date): SchemaStamp {
  sqlite.exec('CREATE TABLE IF NOT EXISTS local_schema_stamp (etag TEXT NOT NULL, lastModified TEXT NOT NULL) STRICT');
  const etag = schema.fingerprint();
  const known = sqlite.prepare('SELECT lastModified FROM local_schema_stamp WHERE etag = ?').get(etag);
  if (known !== undefined) return { etag, lastModified: new Date(String(known.lastModified)) };
  // HTTP dates have whole seconds: a stamp between two seconds would never compare as unchanged.
  const lastModified = new Date(Math.floor(now.getTime() / 1000) * 1000);
  sqlite.exec('DELETE FROM local_schema_stamp');
  sqlite.prepare('INSERT INTO local_schema_stamp VALUES (?, ?)').run(etag, lastModified.toISOString());
  return { etag, lastModified };
}
