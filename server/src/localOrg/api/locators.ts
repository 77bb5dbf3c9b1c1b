import { randomBytes } from 'node:crypto';
import type { Cursor } from '../engine/index.ts';
import { ApiError } from '../errors.ts';

/** A place in the rows of a query, as `0r8Lo3kq0Xa81nQbZT-2000` names it. */
export interface Place {
  /** Without the offset. */
  readonly locator: string;
  readonly cursor: Cursor;
  readonly offset: number;
}

export interface Locators {
  /** Keeps a cursor for later pages and gives its locator. */
  keep(cursor: Cursor): string;
  /** Throws an ApiError 400 INVALID_QUERY_LOCATOR when there is no such place, or not any more. */
  find(text: string): Place;
  close(): void;
}

const mostCursors = 500;
/** Over all cursors: each row costs 8 bytes. */
const mostRows = 10_000_000;
const lifetime = 2 * 24 * 60 * 60 * 1000;

/**
 * Query locators. They live in memory for two days; beyond the bounds the one that was unused for the longest time
 * goes first, as on a real org.
 */
export function createLocators(now: () => number): Locators {
  const kept = new Map<string, { readonly cursor: Cursor; readonly expiresAt: number }>();
  let rows = 0;
  const drop = (locator: string): void => {
    const { cursor } = kept.get(locator)!;
    rows -= cursor.rowCount;
    cursor.close();
    kept.delete(locator);
  };
  return {
    keep(cursor) {
      const locator = newLocator();
      kept.set(locator, { cursor, expiresAt: now() + lifetime });
      rows += cursor.rowCount;
      for (const oldest of kept.keys()) {
        if (oldest === locator || (kept.size <= mostCursors && rows <= mostRows)) break;
        drop(oldest);
      }
      return locator;
    },
    find(text) {
      const [, locator = '', digits = ''] = /^(0r8[0-9A-Za-z]{15})-(\d{1,9})$/.exec(text) ?? [];
      const entry = kept.get(locator);
      const offset = Number(digits);
      if (!entry || entry.expiresAt < now() || offset >= entry.cursor.rowCount) {
        throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
      }
      kept.delete(locator);
      kept.set(locator, entry);
      return { locator, cursor: entry.cursor, offset };
    },
    close() {
      for (const locator of [...kept.keys()]) drop(locator);
    },
  };
}

function newLocator(): string {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  return `0r8${[...randomBytes(15)].map(byte => digits[byte % digits.length]).join('')}`;
}
