import type { NameRole, Parser } from '../events.ts';
import type { Keyword } from '../keywords.ts';
import { condition } from './conditions.ts';
import { fromClause, usingClause } from './from.ts';
import { groupByClause, havingClause, orderByClause } from './grouping.ts';
import { bindClause, setOptionsClause } from './options.ts';
import { misplaced, misspeltClause, skip, startsClause } from './recovery.ts';
import { selectClause } from './select.ts';
import { allRowsClause, forClause, limitClause, offsetClause, updateClause } from './tail.ts';
import { withClause } from './with.ts';

/** SelectClause and the other clauses in their order. The role says what FROM names. */
export function query(p: Parser, role: NameRole): void {
  const node = p.open();
  if (p.word === 'SELECT' || p.word === '') selectClause(p);
  else p.problem('missing-select');
  clauses(p, role);
  p.close(node, 'Query');
}

interface Clause {
  readonly word: Keyword;
  /** What completion offers for it. */
  readonly phrase: string;
  readonly rule: (p: Parser, role: NameRole) => void;
  readonly repeats?: true;
}

/** In the order that SOQL wants them in. */
const CLAUSES: readonly Clause[] = [
  { word: 'FROM', phrase: 'FROM', rule: fromClause },
  { word: 'USING', phrase: 'USING SCOPE', rule: usingClause },
  { word: 'WHERE', phrase: 'WHERE', rule: whereClause },
  { word: 'WITH', phrase: 'WITH', rule: withClause, repeats: true },
  { word: 'GROUP', phrase: 'GROUP BY', rule: groupByClause },
  { word: 'HAVING', phrase: 'HAVING', rule: havingClause },
  { word: 'ORDER', phrase: 'ORDER BY', rule: orderByClause },
  { word: 'LIMIT', phrase: 'LIMIT', rule: limitClause },
  { word: 'OFFSET', phrase: 'OFFSET', rule: offsetClause },
  { word: 'BIND', phrase: 'BIND', rule: bindClause },
  { word: 'FOR', phrase: 'FOR', rule: forClause },
  { word: 'UPDATE', phrase: 'UPDATE', rule: updateClause },
  { word: 'SET', phrase: 'SET OPTIONS', rule: setOptionsClause },
  { word: 'ALL', phrase: 'ALL ROWS', rule: allRowsClause },
];

const GROUP_BY = CLAUSES.findIndex(clause => clause.word === 'GROUP');
const HAVING = GROUP_BY + 1;

/** Clauses in any order, each fault reported, up to the end of the statement or its parenthesis. */
function clauses(p: Parser, role: NameRole): void {
  const isNested = p.nested;
  let last = -1;
  let seen = 0;
  for (;;) {
    p.turn();
    const rank = clauseHere(p, last);
    if (rank >= 0) {
      const clause = CLAUSES[rank] as Clause;
      reportPlace(p, clause, rank, last, seen);
      clause.rule(p, role);
      seen |= 1 << rank;
      last = Math.max(last, rank);
    } else if (p.atKind('End') || p.atKind('Semicolon') || (p.atKind('RightParen') && isNested)) break;
    else if (last < 0) {
      p.problem('missing-from');
      last = 0;
    } else if (p.word === 'SELECT' || p.word === 'FIND') break;
    else if (p.atKind('RightParen')) misplaced(p, 'extra-paren');
    else skip(p, endsJunk);
  }
  if (last < 0) p.problem('missing-from');
}

function endsJunk(p: Parser): boolean {
  return p.atKind('RightParen') || startsClause(p) || misspeltClause(p) !== '';
}

/** Index of the clause whose first word stands here, well or badly spelt; -1 if none does. */
function clauseHere(p: Parser, last: number): number {
  for (let rank = Math.max(last, 0); rank < CLAUSES.length; rank++) {
    const { phrase, repeats } = CLAUSES[rank] as Clause;
    if (rank > last || repeats) p.wantsWord(phrase);
    if (last < 0) break;
  }
  if (!p.atKind('Word')) return -1;
  const meant = p.word === '' ? misspeltClause(p) : p.word;
  return CLAUSES.findIndex(clause => clause.word === meant);
}

function reportPlace(p: Parser, clause: Clause, rank: number, last: number, seen: number): void {
  if (p.word !== clause.word) p.problem('misspelt-keyword', p.textAhead(), clause.word);
  else if (last < 0 && rank > 0) p.problem('missing-from');
  else if ((seen >> rank) & 1 && !clause.repeats) p.problem('duplicate-clause', clause.phrase);
  else if (rank < last) p.problem('clause-order', clause.phrase, (CLAUSES[last] as Clause).phrase);
  else if (rank === HAVING && !((seen >> GROUP_BY) & 1)) p.problem('having-needs-group-by');
}

/** 'WHERE' Condition */
export function whereClause(p: Parser): void {
  const clause = p.open();
  p.bumpKeyword();
  condition(p);
  p.close(clause, 'WhereClause');
}
