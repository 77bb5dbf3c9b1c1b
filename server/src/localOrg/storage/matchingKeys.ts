import type { DatabaseSync } from 'node:sqlite';
import type { MatchingMethod } from '../schema/duplicateRuleTypes.ts';

/**
 * Two values match by a fuzzy method if their keys are the same. Salesforce also finds what is only nearly so: by
 * edit distance, sound, initials, acronyms and nicknames. That is not done here.
 */
export const matchingKeys: Readonly<Record<Exclude<MatchingMethod, 'Exact'>, (text: string) => string>> = {
  FirstName: plain,
  LastName: plain,
  Title: plain,
  City: plain,
  Street: text => withoutWords(plain(text), streetWords),
  CompanyName: text => withoutWords(plain(text), companyWords),
  // The area and the three digits after it are 80 % of a match, which is enough; `+1` in front does not count.
  Phone: text =>
    text
      .replaceAll(/\D/g, '')
      .replace(/^1(?=\d{10}$)/, '')
      .slice(0, -4),
  Zip: text => plain(text).slice(0, 5),
};

/** Teaches a connection `matching_key(method, value)`. An empty key is null, so that it is like no other. */
export function registerMatchingKeys(db: DatabaseSync): void {
  db.function('matching_key', { deterministic: true }, (method, value) => {
    const key = matchingKeys[method as keyof typeof matchingKeys];
    return typeof value === 'string' ? key(value) || null : null;
  });
}

const companyWords = /\b(?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|gmbh|ag|plc)\b/g;
const streetWords = /\b(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr)\b/g;

/** Without case, accents, punctuation and more than one blank in a row. */
function plain(text: string): string {
  const letters = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return letters.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** A name that is nothing but such words keeps them. */
function withoutWords(text: string, words: RegExp): string {
  return text.replaceAll(words, '').replaceAll(/ +/g, ' ').trim() || text;
}
