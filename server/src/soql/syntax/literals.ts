// What literals mean.

import { keywordsOf, tokenOf } from './ast.ts';
import { type SyntaxNode, type SyntaxTree, textOf } from './tree.ts';

/**
 * The value of a literal. Strings without quotes and escapes; numbers, booleans and null as such; dates, times, amounts
 * and date literals as their text (see relativeDate and currencyAmount).
 */
export function literalValue(tree: SyntaxTree, literal: SyntaxNode): string | number | boolean | null | undefined {
  const text = textOf(tree, literal);
  switch (literal.kind) {
    case 'StringLiteral':
      return unquote(text);
    case 'NumberLiteral':
      return Number(text);
    case 'BooleanLiteral':
      return text.toUpperCase() === 'TRUE';
    case 'NullLiteral':
      return null;
    case 'CurrencyLiteral':
    case 'DateLiteral':
    case 'DateTimeLiteral':
    case 'TimeLiteral':
      return text;
    case 'RelativeDate':
      return text.replace(/\s/g, '').toUpperCase();
    default:
      return undefined;
  }
}

/**
 * A LIKE pattern with its escapes kept apart: `\%` and `\_` stand for themselves, so they stay escaped here, all other
 * escapes are resolved, and a backslash that is meant stays doubled.
 */
export function likePattern(tree: SyntaxTree, literal: SyntaxNode<'StringLiteral'>): string {
  return unquote(textOf(tree, literal), sequence => (/^\\[\\%_]$/.test(sequence) ? sequence : undefined));
}

/** The name and number of a date literal: LAST_N_DAYS:5 is { name: 'LAST_N_DAYS', count: 5 }. */
export function relativeDate(tree: SyntaxTree, node: SyntaxNode<'RelativeDate'>): { name: string; count?: number } {
  const count = tokenOf(node, 'Number');
  const name = keywordsOf(tree, node)[0] ?? '';
  return count ? { name, count: Number(textOf(tree, count)) } : { name };
}

/** The parts of a currency literal: USD5000.50 is { isoCode: 'USD', amount: 5000.5 }. */
export function currencyAmount(
  tree: SyntaxTree,
  node: SyntaxNode<'CurrencyLiteral'>,
): { isoCode: string; amount: number } {
  const text = textOf(tree, node);
  return { isoCode: text.slice(0, 3).toUpperCase(), amount: Number(text.slice(3)) };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Removes quotes and resolves escapes, except where `keep` says otherwise. */
function unquote(quoted: string, keep?: (sequence: string) => string | undefined): string {
  const quote = quoted.startsWith("'''") && quoted.length >= 6 ? 3 : 1;
  const isClosed = quoted.length >= 2 * quote && quoted.endsWith(quoted.charAt(0));
  const body = quoted.slice(quote, isClosed ? -quote : undefined);
  if (!body.includes('\\')) return body;
  return body.replace(/\\(?:u([0-9a-f]{4})|([\s\S]))/gi, (sequence, code: string | undefined, letter: string) => {
    const kept = keep?.(sequence);
    if (kept !== undefined) return kept;
    return code ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPES[letter.toLowerCase()] ?? letter);
  });
}
