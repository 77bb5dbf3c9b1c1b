import type { DatabaseSync } from 'node:sqlite';
import { doubleText } from '../double.ts';
import { instantText } from './dates.ts';
import { DOUBLE_TEXT, LOCAL_TIME, SMALL_LETTERS } from './sql/expression.ts';
import { zoneOffset } from './timeZone.ts';

const equipped = new WeakSet<DatabaseSync>();

/** Teaches a connection the SQL functions that queries use. Does nothing the second time. */
export function registerFunctions(db: DatabaseSync): void {
  if (equipped.has(db)) return;
  db.function(LOCAL_TIME, { deterministic: true }, (text, timeZone) => {
    if (typeof text !== 'string' || typeof timeZone !== 'string') return null;
    const instant = Date.parse(text.replace('+0000', 'Z'));
    return instantText(instant + zoneOffset(timeZone, instant));
  });
  db.function(SMALL_LETTERS, { deterministic: true }, text => (typeof text === 'string' ? text.toLowerCase() : text));
  db.function(DOUBLE_TEXT, { deterministic: true }, value => (value === null ? null : doubleText(Number(value))));
  equipped.add(db);
}
