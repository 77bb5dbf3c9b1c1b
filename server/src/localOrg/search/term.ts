import { ApiError } from '../errors.ts';

/** What a search looks for in the texts of a record. */
export type Term =
  /** Words that follow one another in one field; one word is the usual case. */
  | { readonly kind: 'words'; readonly words: readonly Word[] }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Term[] }
  | { readonly kind: 'not'; readonly part: Term };

export interface Word {
  /** In lower case, with the wildcards. */
  readonly pattern: string;
}

/** In characters: beyond them Salesforce knows no operators. */
const longestTerm = 4000;
const mostNested = 100;

/**
 * Reads what stands between the braces of FIND: words, "phrases", AND, OR, AND NOT, parentheses, and the wildcards
 * `*` and `?`. Words side by side must all be found. `plain`: operators are words like any other.
 * @throws ApiError 400 MALFORMED_SEARCH
 * @see https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_find.htm
 */
export function parseTerm(text: string, plain = false): Term {
  if (text.length > longestTerm) throw malformedSearch(`search term must have at most ${longestTerm} characters`);
  const tokens = plain
    ? text.split(/\s+/).filter(Boolean)
    : (text.match(/"(?:\\.|[^"\\])*"|[()]|(?:\\.|[^\s()"])+/g) ?? []);
  if (!plain && tokens.filter(token => token === '(' || token.toUpperCase() === 'NOT').length > mostNested) {
    throw malformedSearch(`search term must have at most ${mostNested} parentheses and NOT operators`);
  }
  let next = 0;
  const isNext = (word: string): boolean => !plain && tokens[next]?.toUpperCase() === word;
  const either = (): Term => {
    const parts = [both()];
    while (isNext('OR')) {
      next++;
      parts.push(both());
    }
    return parts.length === 1 ? parts[0]! : { kind: 'or', parts };
  };
  const both = (): Term => {
    const parts = [single()];
    while (next < tokens.length && !isNext('OR') && !isNext(')')) {
      if (isNext('AND')) next++;
      parts.push(single());
    }
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts };
  };
  const single = (): Term => {
    if (isNext('NOT')) {
      next++;
      return { kind: 'not', part: single() };
    }
    if (!isNext('(')) return wordsOf(tokens[next++] ?? '');
    next++;
    const inner = either();
    if (!isNext(')')) throw malformedSearch('No closing parenthesis was found in the search term.');
    next++;
    return inner;
  };
  const term = either();
  if (next < tokens.length) throw malformedSearch(`unexpected token: '${tokens[next]}'`);
  return term;
}

export function malformedSearch(message: string): ApiError {
  return new ApiError(400, 'MALFORMED_SEARCH', message);
}

/** The words of a text, in lower case: runs of letters and digits. */
export function wordsIn(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** A phrase, or a word, which punctuation may part into several: an email address is three words. */
function wordsOf(token: string): Term {
  const text = token.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1');
  const words = text.toLowerCase().match(/[\p{L}\p{N}*?]+/gu) ?? [];
  if (words.join('').replace(/[*?]/g, '').length < 2) {
    throw malformedSearch(`search term must be longer than one character: ${text}`);
  }
  return { kind: 'words', words: words.map(pattern => ({ pattern })) };
}
