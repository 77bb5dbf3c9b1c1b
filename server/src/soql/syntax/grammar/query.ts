import type { Parser, QueryPlace } from '../events.ts';
import type { Keyword } from '../keywords.ts';
import { condition } from './conditions.ts';
import { startsClause } from './ends.ts';
import { fromClause, usingClause } from './from.ts';
import { groupByClause, havingClause, orderByClause } from './grouping.ts';
import { bindClause, setOptionsClause } from './options.ts';
import { misplaced, skip } from './recovery.ts';
import { selectClause } from './select.ts';
import { misspeltClause } from './spelling.ts';
import { allRowsClause, forClause, limitClause, offsetClause, updateClause } from './tail.ts';
import { withClause } from './with.ts';

/** SelectClause and the other clauses in their order. */
export function query(p: Parser, place: QueryPlace): void {
  const node = p.open();
  selectClause(p);
  clauses(p, place);
  p.close(node, 'Query');
}

interface Clause {
  readonly word: Keyword;
  /** What completion offers for it. */
  readonly phrases: readonly string[];
  readonly rule: (p: Parser, place: QueryPlace) => void;
  readonly repeats?: true;
  readonly inSemiJoin?: true;
  readonly apexOnly?: true;
}

/** In the order that SOQL wants them in. */
const CLAUSES: readonly Clause[] = [
  { word: 'FROM', phrases: ['FROM'], rule: fromClause, inSemiJoin: true },
  { word: 'USING', phrases: ['USING SCOPE', 'USING LOOKUP'], rule: usingClause, inSemiJoin: true },
  { word: 'WHERE', phrases: ['WHERE'], rule: whereClause, inSemiJoin: true },
  { word: 'WITH', phrases: ['WITH'], rule: withClause, repeats: true, inSemiJoin: true },
  { word: 'GROUP', phrases: ['GROUP BY'], rule: groupByClause },
  { word: 'HAVING', phrases: ['HAVING'], rule: havingClause },
  { word: 'ORDER', phrases: ['ORDER BY'], rule: orderByClause },
  { word: 'LIMIT', phrases: ['LIMIT'], rule: limitClause },
  { word: 'OFFSET', phrases: ['OFFSET'], rule: offsetClause },
  { word: 'BIND', phrases: [], rule: bindClause },
  { word: 'FOR', phrases: ['FOR VIEW', 'FOR REFERENCE'], rule: forClause },
  { word: 'UPDATE', phrases: ['UPDATE TRACKING', 'UPDATE VIEWSTAT'], rule: updateClause },
  { word: 'SET', phrases: ['SET OPTIONS'], rule: setOptionsClause },
  { word: 'ALL', phrases: ['ALL ROWS'], rule: allRowsClause, apexOnly: true },
];

const FROM = 0;
const GROUP_BY = CLAUSES.findIndex(clause => clause.word === 'GROUP');
const HAVING = GROUP_BY + 1;
const FOR = CLAUSES.findIndex(clause => clause.word === 'FOR');

/** Clauses in any order, each fault reported, up to the end of the statement or its parenthesis. */
function clauses(p: Parser, place: QueryPlace): void {
  let last = -1;
  let seen = 0;
  for (;;) {
    p.turn();
    if (p.hasCaret) wantClauses(p, last, place);
    const rank = clauseHere(p);
    if (rank === FROM && last >= 0 && place !== 'statement') break; // the outer query's
    if (rank >= 0) {
      reportPlace(p, rank, last, seen, place);
      (CLAUSES[rank] as Clause).rule(p, place);
      seen |= 1 << rank;
      last = Math.max(last, rank);
    } else if (p.atKind('End') || p.atKind('Semicolon') || (p.atKind('RightParen') && place !== 'statement')) break;
    else if (last < 0) {
      p.problem('missing-from');
      last = 0;
    } else if (place === 'statement' && ((p.word === 'SELECT' && startsClause(p)) || p.word === 'FIND')) break;
    else if (p.word === 'UNION') skip(p, startsClause, 'sql-union');
    else if (p.atKind('RightParen')) misplaced(p, 'extra-paren');
    else skip(p, endsJunk);
  }
  if (last < 0) p.problem('missing-from');
}

function endsJunk(p: Parser): boolean {
  return p.atKind('RightParen') || startsClause(p) || misspeltClause(p) !== '';
}

/** Index of the clause whose first word stands here, well or badly spelt; -1 if none does. */
function clauseHere(p: Parser): number {
  if (!p.atKind('Word')) return -1;
  const meant = p.word === '' ? misspeltClause(p) : p.word === 'SCOPE' ? 'USING' : p.word;
  return CLAUSES.findIndex(clause => clause.word === meant);
}

/** Notes the clauses that may follow the one of rank `last`; without FROM nothing else may. */
function wantClauses(p: Parser, last: number, place: QueryPlace): void {
  for (let rank = Math.max(last, 0); rank < CLAUSES.length; rank++) {
    const { phrases, repeats, inSemiJoin, apexOnly } = CLAUSES[rank] as Clause;
    if (rank > 0 && last < 0) return;
    if (rank === last && !repeats) continue;
    if (rank === HAVING && last !== GROUP_BY) continue;
    if ((apexOnly && p.dialect !== 'apex') || (!inSemiJoin && place === 'semiJoin')) continue;
    for (const phrase of phrases) p.wantsWord(phrase);
    if (rank === FOR && p.dialect === 'apex') p.wantsWord('FOR UPDATE');
  }
}

/** Reports a clause that is misspelt, out of order, there twice, or not allowed where it stands. */
function reportPlace(p: Parser, rank: number, last: number, seen: number, place: QueryPlace): void {
  const { word, repeats, inSemiJoin } = CLAUSES[rank] as Clause;
  const phrase = phraseOf(CLAUSES[rank] as Clause);
  if (p.word !== word && p.word !== 'SCOPE') p.problem('misspelt-keyword', p.textAhead(), word);
  else if (last < 0 && rank > 0) p.problem('missing-from');
  else if ((seen >> rank) & 1 && !repeats) p.problem('duplicate-clause', phrase);
  else if (rank < last) p.problem('clause-order', phrase, phraseOf(CLAUSES[last] as Clause));
  else if (rank === HAVING && !((seen >> GROUP_BY) & 1)) p.problem('having-needs-group-by');
  else if (place === 'semiJoin' && !inSemiJoin) p.problem('not-in-semi-join', phrase);
}

/** What a message calls a clause. */
function phraseOf({ word, phrases }: Clause): string {
  return phrases.length === 1 ? (phrases[0] as string) : word;
}

/** 'WHERE' Condition */
export function whereClause(p: Parser): void {
  const clause = p.open();
  p.bumpKeyword();
  condition(p);
  p.close(clause, 'WhereClause');
}
