// What the rules share to go on after a fault: where a clause starts, which list ends where, and what to do with tokens
// that fit nowhere.

import type { NameRole, Parser } from '../events.ts';
import { isReserved, type Keyword } from '../keywords.ts';
import type { ProblemCode } from '../messages.ts';

/** Whether a clause, or another statement, starts here for certain. Words that are names too need their second word. */
export function startsClause(p: Parser, ahead = 0): boolean {
  switch (p.wordAhead(ahead)) {
    case 'SELECT':
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

/** Whether a clause seems to start here: also when its second word is missing or misspelt. Asked where a name is optional. */
export function mayStartClause(p: Parser): boolean {
  switch (p.word) {
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

/**
 * `item, item, …` up to where `ends` says. The item rule gives false when nothing that it knows starts here. Missing and
 * superfluous commas are reported, and tokens that fit nowhere are kept in an Error node.
 */
export function commaList(p: Parser, role: NameRole, item: (p: Parser) => boolean, ends: (p: Parser) => boolean): void {
  for (;;) {
    p.turn();
    if (!item(p)) {
      if (p.atKind('Comma')) p.problem('extra-comma');
      else if (ends(p)) {
        p.problem(`missing-${role}`);
        return;
      } else skip(p, atCommaOr(ends));
    }
    p.wantsWord(',');
    while (!p.atKind('Comma') && !ends(p) && !mayStartClause(p)) {
      p.turn();
      if (p.atKind('Word') && !isReserved(p.word)) {
        p.problem('missing-comma', p.textAhead());
        if (item(p)) continue;
      }
      skip(p, atCommaOr(ends));
    }
    if (!p.eatKind('Comma')) return;
  }
}

const atCommaOr =
  (ends: (p: Parser) => boolean) =>
  (p: Parser): boolean =>
    p.atKind('Comma') || ends(p);

/** Puts at least one token, and all up to where `stop` says, in an Error node. What is in parentheses goes as one. */
export function skip(p: Parser, stop: (p: Parser) => boolean, code: ProblemCode = 'unexpected-token'): void {
  if (p.atKind('End')) return;
  p.problem(code, p.textAhead());
  const error = p.open();
  let depth = 0;
  do {
    if (p.atKind('LeftParen')) depth++;
    else if (p.atKind('RightParen') && depth > 0) depth--;
    p.bump();
  } while (!p.atKind('End') && !p.atKind('Semicolon') && (depth > 0 ? !startsClause(p) : !stop(p)));
  p.close(error, 'Error');
}

/** Keeps a keyword that is written twice in an Error node. */
export function skipRepeated(p: Parser, word: Keyword): void {
  while (p.word === word && p.kindAhead(1) === 'Word') misplaced(p, 'repeated-word', 1, word);
}

/** Takes one token, or several, into an Error node and reports them with a code of their own. */
export function misplaced(p: Parser, code: ProblemCode, count = 1, ...args: string[]): void {
  p.problem(code, ...args);
  const error = p.open();
  for (let i = 0; i < count; i++) p.bump();
  p.close(error, 'Error');
}

export function closeParen(p: Parser): void {
  p.wantsWord(')');
  if (!p.eatKind('RightParen')) p.problem('missing-paren');
}

const CLAUSE_WORDS: readonly Keyword[] = [
  'FROM',
  'USING',
  'WHERE',
  'WITH',
  'GROUP',
  'HAVING',
  'ORDER',
  'LIMIT',
  'OFFSET',
];

/** The clause whose first word is misspelt here, or ''. */
export function misspeltClause(p: Parser): Keyword | '' {
  return p.atKind('Word') && p.word === '' ? misspelt(p, CLAUSE_WORDS) : '';
}

/** The word of the list that the current one resembles, or ''. */
export function misspelt(p: Parser, words: readonly Keyword[]): Keyword | '' {
  if (!p.atKind('Word')) return '';
  const written = p.textAhead().toUpperCase();
  return words.find(word => resembles(written, word)) ?? '';
}

/** Takes a misspelt keyword as the keyword that was meant. */
export function bumpMisspelt(p: Parser, meant: string): void {
  p.problem('misspelt-keyword', p.textAhead(), meant);
  p.bumpKeyword();
}

/** Whether one letter is missing, added, wrong or exchanged with its neighbour. */
function resembles(written: string, meant: string): boolean {
  const difference = written.length - meant.length;
  if (difference < -1 || difference > 1 || written === meant) return false;
  let same = 0;
  while (same < written.length && written[same] === meant[same]) same++;
  if (difference > 0) return written.slice(same + 1) === meant.slice(same);
  if (difference < 0) return written.slice(same) === meant.slice(same + 1);
  if (written.slice(same + 1) === meant.slice(same + 1)) return meant.length > 2;
  return (
    written[same] === meant[same + 1] &&
    written[same + 1] === meant[same] &&
    written.slice(same + 2) === meant.slice(same + 2)
  );
}
