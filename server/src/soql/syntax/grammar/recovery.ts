// What the rules do with tokens that fit nowhere: they are kept in Error nodes.

import type { Parser } from '../events.ts';
import type { Keyword } from '../keywords.ts';
import type { ProblemCode } from '../messages.ts';

/**
 * Puts at least one token, and all up to where `stop` says, in an Error node. What is in parentheses goes as one, if they
 * are closed.
 */
export function skip(p: Parser, stop: (p: Parser) => boolean, code: ProblemCode = 'unexpected-token'): void {
  if (p.atKind('End')) return;
  p.problem(code, p.textAhead());
  const error = p.open();
  do {
    p.turn();
    for (let count = groupLength(p); count > 0; count--) p.bump();
  } while (!p.atKind('End') && !p.atKind('Semicolon') && !stop(p));
  p.close(error, 'Error');
  p.stillLost();
}

/** How many tokens a closed pair of parentheses has that starts here; one if none does. */
function groupLength(p: Parser): number {
  if (!p.atKind('LeftParen')) return 1;
  let depth = 1;
  for (let length = 1; length < MAX_GROUP; length++) {
    const kind = p.kindAhead(length);
    if (kind === 'LeftParen') depth++;
    else if (kind === 'RightParen' && --depth === 0) return length + 1;
    else if (kind === 'End' || kind === 'Semicolon') break;
  }
  return 1;
}

/** How far a closing parenthesis is looked for. */
const MAX_GROUP = 500;

/** Takes one token, or several, into an Error node and reports them with a code of their own. */
export function misplaced(p: Parser, code: ProblemCode, count = 1, ...args: string[]): void {
  p.problem(code, ...args);
  const error = p.open();
  for (let i = 0; i < count; i++) p.bump();
  p.close(error, 'Error');
}

/** Keeps a keyword that is written twice in an Error node. */
export function skipRepeated(p: Parser, word: Keyword): void {
  while (p.word === word && p.kindAhead(1) !== 'Comma' && p.kindAhead(1) !== 'Dot') {
    p.turn();
    misplaced(p, 'repeated-word', 1, word);
  }
}

export function closeParen(p: Parser): void {
  p.wantsWord(')');
  if (!p.eatKind('RightParen')) p.problem('missing-paren');
}
