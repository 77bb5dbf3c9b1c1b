import type { Parser } from '../events.ts';
import type { Keyword } from '../keywords.ts';
import { bind } from './bind.ts';
import { atEnd, endsList } from './ends.ts';
import { fieldOrFunction } from './expressions.ts';
import { usingClause } from './from.ts';
import { orderByClause } from './grouping.ts';
import { commaList } from './lists.ts';
import { atName, name, optAlias, requiredName } from './names.ts';
import { whereClause } from './query.ts';
import { closeParen, misplaced, skip } from './recovery.ts';
import { misspelt, requireWord } from './spelling.ts';
import { limitClause, offsetClause, updateClause } from './tail.ts';
import { value } from './values.ts';
import { withClause } from './with.ts';

interface Clause {
  readonly word: Keyword;
  readonly phrase: string;
  readonly rule: (p: Parser) => void;
  readonly repeats?: true;
}

const CLAUSES: readonly Clause[] = [
  { word: 'IN', phrase: 'IN', rule: inClause },
  { word: 'USING', phrase: 'USING', rule: usingSearchClause },
  { word: 'RETURNING', phrase: 'RETURNING', rule: returningClause },
  { word: 'WITH', phrase: 'WITH', rule: withClause, repeats: true },
  { word: 'LIMIT', phrase: 'LIMIT', rule: limitClause },
  { word: 'UPDATE', phrase: 'UPDATE', rule: updateClause },
];

const ITEM_CLAUSES: readonly Clause[] = [
  { word: 'WHERE', phrase: 'WHERE', rule: whereClause },
  { word: 'USING', phrase: 'USING ListView', rule: itemUsingClause },
  { word: 'ORDER', phrase: 'ORDER BY', rule: orderByClause },
  { word: 'LIMIT', phrase: 'LIMIT', rule: limitClause },
  { word: 'OFFSET', phrase: 'OFFSET', rule: offsetClause },
];

/** FindClause InClause? UsingSearchClause? ReturningClause? WithClause* LimitClause? UpdateClause? */
export function soslQuery(p: Parser): void {
  const node = p.open();
  findClause(p);
  clauses(p, CLAUSES);
  p.close(node, 'SoslQuery');
}

/** Notes the clauses that may follow the one of rank `last`. */
function wantClauses(p: Parser, known: readonly Clause[], last: number): void {
  known.forEach((clause, rank) => {
    if (rank > last || (rank === last && clause.repeats)) p.wantsWord(clause.phrase);
  });
}

function clauses(p: Parser, known: readonly Clause[]): void {
  let last = -1;
  while (true) {
    p.turn();
    if (p.hasCaret) wantClauses(p, known, last);
    const meant = p.word || misspelt(p, ['RETURNING', 'WHERE', 'WITH', 'LIMIT', 'OFFSET']);
    const rank = p.atKind('Word') ? known.findIndex(clause => clause.word === meant) : -1;
    const clause = known[rank];
    if (clause !== undefined) {
      if (meant !== p.word) p.problem('misspelt-keyword', p.textAhead(), meant);
      else if (rank === last && !clause.repeats) p.problem('duplicate-clause', clause.phrase);
      else if (rank < last) p.problem('clause-order', clause.phrase, (known[last] as Clause).phrase);
      clause.rule(p);
      last = Math.max(last, rank);
    } else if (p.atKind('End') || p.atKind('Semicolon') || (p.atKind('RightParen') && known === ITEM_CLAUSES)) return;
    else skip(p, q => atEnd(q) || known.some(({ word }) => word === q.word));
  }
}

/** 'FIND' (SearchTerm | StringLiteral | Bind) */
function findClause(p: Parser): void {
  const clause = p.open();
  requireWord(p, 'FIND', 'expected-statement');
  p.wants('value');
  if (p.atKind('SearchTerm')) p.bump();
  else if (p.atKind('String')) value(p);
  else if (p.atKind('Colon')) bind(p);
  else p.problem('missing-search-term');
  p.close(clause, 'FindClause');
}

const searchGroups = ['ALL', 'NAME', 'EMAIL', 'PHONE', 'SIDEBAR'] as const;

/** 'IN' ('ALL'|'NAME'|'EMAIL'|'PHONE'|'SIDEBAR') 'FIELDS' */
function inClause(p: Parser): void {
  const clause = p.open();
  p.bumpKeyword();
  if (!searchGroups.some(group => p.eat(group, `${group} FIELDS`))) p.problem('missing-search-group');
  requireWord(p, 'FIELDS', 'missing-fields');
  p.close(clause, 'InClause');
}

/** 'USING' ('PHRASE'|'ADVANCED') 'SEARCH' */
function usingSearchClause(p: Parser): void {
  const clause = p.open();
  p.bumpKeyword();
  if (!(p.eat('PHRASE', 'PHRASE SEARCH') || p.eat('ADVANCED', 'ADVANCED SEARCH')) || !p.eat('SEARCH')) {
    p.problem('missing-search');
  }
  p.close(clause, 'UsingSearchClause');
}

/** 'RETURNING' ReturningItem,* */
function returningClause(p: Parser): void {
  const clause = p.open();
  p.bumpKeyword();
  commaList(p, 'object', returningItem, endsList);
  p.close(clause, 'ReturningClause');
}

/** (FieldPath | FunctionCall) Alias?   only functions take an alias */
function returningField(p: Parser): boolean {
  const field = p.open();
  const isCall = p.kindAhead(1) === 'LeftParen';
  if (!fieldOrFunction(p, 'field')) return false;
  if (isCall) optAlias(p);
  p.close(field, 'SelectField');
  return true;
}

/** Name ('(' SelectField,* WhereClause? UsingListViewClause? OrderByClause? LimitClause? OffsetClause? ')')? */
function returningItem(p: Parser): boolean {
  if (!atName(p, 'object')) return false;
  const item = p.open();
  name(p);
  if (p.atKind('LeftParen')) {
    p.bump();
    commaList(p, 'field', returningField, endsList);
    clauses(p, ITEM_CLAUSES);
    closeParen(p);
  }
  p.close(item, 'ReturningItem');
  return true;
}

/** UsingListViewClause, or what else USING has in a query. */
function itemUsingClause(p: Parser): void {
  p.wantsWord('USING ListView');
  if (p.wordAhead(1) === 'LISTVIEW') usingListViewClause(p);
  else usingClause(p);
}

/** 'USING' 'ListView' '=' Name */
function usingListViewClause(p: Parser): void {
  const clause = p.open();
  p.bumpKeyword();
  p.bumpKeyword();
  if (p.eatKind('Equals')) requiredName(p, 'list-view');
  else misplaced(p, 'missing-equals');
  p.close(clause, 'UsingListViewClause');
}
