import type { DatabaseSync } from 'node:sqlite';
import { zoneOffset } from '../engine/timeZone.ts';
import { wireDateTime } from '../storage/scalarValues.ts';
import { pureFunctions, type Value } from './pureFunctions.ts';

// What formulas need and SQLite does not have, as SQL functions. Each gives null for null.

/** Whose `$User` and calendar (TODAY, DATEVALUE) it is. */
export interface FormulaUser {
  /** 18 characters. */
  readonly id: string;
  readonly timeZone: string;
}

const users = new WeakMap<DatabaseSync, FormulaUser>();

/** Nobody in UTC unless said. */
export function setFormulaUser(db: DatabaseSync, user: FormulaUser): void {
  users.set(db, user);
}

/** Teaches a connection the functions that compiled formulas call. */
export function registerFormulaFunctions(db: DatabaseSync): void {
  for (const [name, work] of Object.entries(pureFunctions)) {
    const strict = (...parameters: Value[]): Value =>
      parameters.includes(null) ? null : work(...(parameters as never[]));
    db.function(`formula_${name}`, { deterministic: true, varargs: true }, strict as () => Value);
  }
  const localDate = (instant: number): string => {
    const timeZone = users.get(db)?.timeZone ?? 'UTC';
    return new Date(instant + zoneOffset(timeZone, instant)).toISOString().slice(0, 10);
  };
  db.function('formula_user_id', () => users.get(db)?.id ?? null);
  db.function('formula_now', () => wireDateTime(new Date()));
  db.function('formula_today', () => localDate(Date.now()));
  db.function('formula_local_date', datetime =>
    typeof datetime === 'string' ? localDate(Date.parse(datetime.replace('+0000', 'Z'))) : null,
  );
}
