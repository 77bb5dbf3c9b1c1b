import type { DatabaseSync } from 'node:sqlite';
import type { MatchingMethod } from '../schema/duplicateRuleTypes.ts';
import { acronymOf, isAcronym, similarity } from './likeness.ts';
import { nameOf } from './nicknames.ts';

/** A fuzzy method: two values match if their keys are the same, and beyond that if `isLike` says so. */
export interface FuzzyMethod {
  /** What both values must have in common, for an index. */
  readonly key?: (text: string) => string;
  /** Of two values with the same key. */
  readonly isLike?: (a: string, b: string) => boolean;
  /** Whether many records share a key: it is for rules that compare nothing better. */
  readonly isCoarse?: boolean;
}

/**
 * The keys narrow what is compared as on Salesforce, the thresholds are Salesforce's. What sounds alike or was mistyped on
 * a keyboard is not found here, for how that is scored is not told.
 * @see https://help.salesforce.com/s/articleView?id=sales.matching_rules_matching_methods.htm
 */
export const fuzzyMethods: Readonly<Record<Exclude<MatchingMethod, 'Exact'>, FuzzyMethod>> = {
  FirstName: { key: text => nameOf(plain(text)).slice(0, 1), isLike: isSameFirstName, isCoarse: true },
  LastName: { key: plain },
  CompanyName: {
    key: text => companyOf(text).replaceAll(' ', '').slice(0, 5),
    isLike: (a, b) => similarity(companyOf(a), companyOf(b)) >= 0.7,
  },
  City: { key: text => plain(text).slice(0, 6), isLike: (a, b) => similarity(plain(a), plain(b)) >= 0.85 },
  Street: { key: streetKey, isLike: isSameStreet },
  // The area and the three digits after it are 80 % of a match, which is enough; `+1` in front does not count.
  Phone: {
    key: text =>
      text
        .replaceAll(/\D/g, '')
        .replace(/^1(?=\d{10}$)/, '')
        .slice(0, -4),
  },
  Zip: { key: text => plain(text).slice(0, 5) },
  Title: {
    key: text => acronymOf(plain(text)),
    isLike: (a, b) => plain(a) === plain(b) || isAcronym(plain(a), plain(b)),
  },
};

/** Teaches a connection `matching_key(method, value)` and `matching_like(method, a, b)`. An empty key is null: like no other. */
export function registerMatchingMethods(db: DatabaseSync): void {
  const methods: Readonly<Record<string, FuzzyMethod>> = fuzzyMethods;
  db.function('matching_key', { deterministic: true }, (method, value) =>
    typeof value === 'string' ? methods[String(method)]?.key?.(value) || null : null,
  );
  db.function('matching_like', { deterministic: true }, (method, a, b) => {
    if (typeof a !== 'string' || typeof b !== 'string' || plain(a) === '') return null;
    return methods[String(method)]?.isLike?.(a, b) ? 1 : 0;
  });
}

/** Without case, accents, punctuation and more than one blank in a row. */
function plain(text: string): string {
  const letters = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return letters.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** Also an initial is the name: `J.` is Jon, Jonathan and Jane. */
function isSameFirstName(a: string, b: string): boolean {
  const [one, other] = [plain(a), plain(b)];
  return nameOf(one) === nameOf(other) || one.length === 1 || other.length === 1;
}

const companyWords = /\b(?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|gmbh|ag|plc)\b/g;

/** A name that is nothing but such words keeps them. */
function companyOf(text: string): string {
  const name = plain(text);
  return name.replaceAll(companyWords, '').replaceAll(/ +/g, ' ').trim() || name;
}

interface Street {
  readonly number: string;
  readonly name: string;
  readonly suffix: string;
  readonly suite: string;
}

const suffixes: Readonly<Record<string, string>> = {
  st: 'street',
  ave: 'avenue',
  rd: 'road',
  blvd: 'boulevard',
  ln: 'lane',
  dr: 'drive',
};
const streetPattern =
  /^(?<number>\d\S*)? ?(?<name>.*?)(?: (?<suffix>street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr))?(?: (?:suite|ste|apt|unit|floor) (?<suite>.*))?$/;

/** The sections that streets are compared by. */
function streetOf(text: string): Street {
  const { number = '', name = '', suffix = '', suite = '' } = streetPattern.exec(plain(text))?.groups ?? {};
  return { number, name, suffix: suffixes[suffix] ?? suffix, suite };
}

function streetKey(text: string): string {
  const { number, name } = streetOf(text);
  return `${number}${name.replaceAll(' ', '')}`.slice(0, 8);
}

/** Out of 100: the name counts 50, the number 20, what kind of street and which suite it is 15 each. 80 are enough. */
function isSameStreet(a: string, b: string): boolean {
  const [one, other] = [streetOf(a), streetOf(b)];
  const score = (section: keyof Street, weight: number): number => (one[section] === other[section] ? weight : 0);
  const name = 50 * similarity(one.name, other.name);
  return name + score('number', 20) + score('suffix', 15) + score('suite', 15) >= 80;
}
