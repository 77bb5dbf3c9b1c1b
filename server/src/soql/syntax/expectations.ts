import { Parser } from './events.ts';
import { file } from './grammar/file.ts';
import { query } from './grammar/query.ts';
import { lex, type Tokens } from './lexer.ts';
import type { Dialect, NameRole } from './roles.ts';

/** What could stand at an offset. */
export interface Expected {
  /** The word at the offset, [start, end), which a completion replaces; empty where there is none. */
  readonly start: number;
  readonly end: number;
  /** In capitals: keywords, phrases that belong together (GROUP BY, NOT IN), operators and marks. */
  readonly keywords: readonly string[];
  readonly names: readonly NameRole[];
  /** Set when the offset lies inside a string, a search text or a comment; a comment expects nothing. */
  readonly inside?: 'string' | 'searchTerm' | 'comment';
}

/**
 * What the grammar could take at an offset. The text before the word at the offset is parsed as if it ended there, and
 * each thing that a rule asks for at that end is noted; what stands behind plays no part.
 */
export function expectedAt(text: string, offset: number, options: { dialect?: Dialect } = {}): Expected {
  const tokens = lex(text, offset);
  const { start, end, inside } = wordAt(tokens, offset);
  if (inside === 'comment') return { start: offset, end: offset, keywords: [], names: [], inside };
  const parser = new Parser(text, tokens, options.dialect ?? 'api', query, start);
  file(parser);
  const { words = [], names = [] } = parser.expectations ?? {};
  const expected = { start, end, keywords: [...words], names: [...names] };
  return inside ? { ...expected, inside } : expected;
}

/** The token that a completion at the offset replaces. */
function wordAt(tokens: Tokens, offset: number): Pick<Expected, 'start' | 'end' | 'inside'> {
  const index = tokenBefore(tokens, offset);
  if (index < 0) return { start: offset, end: offset };
  const start = tokens.starts[index] as number;
  const end = tokens.starts[index + 1] as number;
  const isUnclosed = tokens.problems.some(problem => problem.start === start && problem.code.startsWith('unclosed'));
  const isInner = offset < end || isUnclosed;
  switch (tokens.kinds[index]) {
    case 'Word':
    case 'Number':
    case 'Date':
    case 'DateTime':
    case 'Time':
      return { start, end };
    case 'String':
      return isInner ? { start, end, inside: 'string' } : { start: offset, end: offset };
    case 'SearchTerm':
      return isInner ? { start, end, inside: 'searchTerm' } : { start: offset, end: offset };
    case 'LineComment':
      return { start, end, inside: 'comment' };
    case 'BlockComment':
      return isInner ? { start, end, inside: 'comment' } : { start: offset, end: offset };
    default:
      return { start: offset, end: offset };
  }
}

/** Index of the token that begins before the offset and reaches it; -1 at the start of the text. */
function tokenBefore(tokens: Tokens, offset: number): number {
  let low = 0;
  let high = tokens.count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tokens.starts[middle] as number) < offset) low = middle;
    else high = middle - 1;
  }
  return tokens.count > 0 && (tokens.starts[low] as number) < offset ? low : -1;
}
