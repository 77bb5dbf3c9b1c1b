// Where clauses start, and so where lists and conditions end.

import type { Parser } from '../events.ts';
import { isReserved } from '../keywords.ts';
import { misspeltClause } from './spelling.ts';

/** Whether a clause, or another statement, starts here for certain. Words that are names too need their second word. */
export function startsClause(p: Parser, ahead = 0): boolean {
  const word = ahead === 0 ? p.word : p.wordAhead(ahead);
  if (word === '') return false;
  switch (word) {
    case 'SELECT':
      return startsStatement(p, ahead);
    case 'FROM':
    case 'WHERE':
    case 'USING':
    case 'WITH':
    case 'HAVING':
    case 'LIMIT':
    case 'FOR':
      return true;
    case 'GROUP':
    case 'ORDER':
      return p.wordAhead(ahead + 1) === 'BY';
    case 'OFFSET':
      return p.kindAhead(ahead + 1) === 'Number' || p.kindAhead(ahead + 1) === 'Colon';
    case 'UPDATE':
      return p.wordAhead(ahead + 1) === 'TRACKING' || p.wordAhead(ahead + 1) === 'VIEWSTAT';
    case 'ALL':
      return p.wordAhead(ahead + 1) === 'ROWS';
    case 'SET':
      return p.wordAhead(ahead + 1) === 'OPTIONS';
    case 'BIND':
      return p.kindAhead(ahead + 1) === 'Word' && p.kindAhead(ahead + 2) === 'Equals';
    case 'RETURNING':
      return p.kindAhead(ahead + 1) === 'Word';
    default:
      return false;
  }
}

/** A SELECT without a list behind it is a stray word, unless FROM, or a caret, stands where the list is to be written. */
function startsStatement(p: Parser, ahead: number): boolean {
  const next = p.kindAhead(ahead + 1);
  const nextWord = p.wordAhead(ahead + 1);
  if (nextWord === 'FROM' || (p.hasCaret && next === 'End')) return p.kindAhead(ahead - 1) !== 'Comma';
  return next === 'LeftParen' || (next === 'Word' && (nextWord === 'SELECT' || !startsClause(p, ahead + 1)));
}

/** Whether a clause seems to start here: also when its second word is missing or misspelt. Asked where a name is optional. */
export function mayStartClause(p: Parser): boolean {
  switch (p.word) {
    case 'UNION':
      return p.wordAhead(1) === 'SELECT' || p.wordAhead(1) === 'ALL';
    case 'UPDATE':
      return true;
    case 'GROUP':
    case 'ORDER':
    case 'OFFSET':
      return startsClause(p) || (p.hasCaret && p.kindAhead(1) === 'End') || !followsName(p);
    case 'ALL':
    case 'SET':
    case 'SCOPE':
      return startsClause(p) || !followsName(p);
    default:
      return startsClause(p) || (!followsName(p) && misspeltClause(p) !== '');
  }
}

/** Whether the next token is one that may stand behind a name. */
function followsName(p: Parser): boolean {
  const next = p.kindAhead(1);
  return (
    next === 'End' ||
    next === 'Comma' ||
    next === 'RightParen' ||
    next === 'Semicolon' ||
    (next === 'Word' && (isReserved(p.wordAhead(1)) || startsClause(p, 1)))
  );
}

/** Whether nothing more of the statement, or of what is in these parentheses, comes here. */
export function atEnd(p: Parser): boolean {
  return p.atKind('End') || p.atKind('Semicolon') || p.atKind('RightParen');
}

export function endsList(p: Parser): boolean {
  return atEnd(p) || startsClause(p);
}
