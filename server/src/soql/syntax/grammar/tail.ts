// The short clauses at the end of a query.

import type { Parser, QueryPlace } from '../events.ts';
import { bind } from './bind.ts';
import { endsList } from './ends.ts';
import { commaList } from './lists.ts';
import { misplaced, skipRepeated } from './recovery.ts';

/** 'LIMIT' (NumberLiteral | Bind) */
export function limitClause(p: Parser): void {
  const clause = p.open();
  p.bumpKeyword();
  wholeNumber(p);
  if (p.atKind('Comma') && p.kindAhead(1) === 'Number') misplaced(p, 'sql-limit-offset', 2);
  p.close(clause, 'LimitClause');
}

/** 'OFFSET' (NumberLiteral | Bind) */
export function offsetClause(p: Parser): void {
  const clause = p.open();
  p.bumpKeyword();
  wholeNumber(p);
  p.close(clause, 'OffsetClause');
}

function wholeNumber(p: Parser): void {
  p.wants('value');
  if (p.atKind('Colon')) bind(p);
  else if (p.atKind('Number')) {
    if (!/^[+-]?\d+$/.test(p.textAhead())) p.problem('bad-whole-number', p.textAhead());
    const literal = p.open();
    p.bump();
    p.close(literal, 'NumberLiteral');
  } else if (endsList(p)) p.problem('missing-number');
  else misplaced(p, 'missing-number');
}

/** 'FOR' ('VIEW'|'REFERENCE'|'UPDATE') */
export function forClause(p: Parser): void {
  const clause = p.open();
  const start = p.offset;
  p.bumpKeyword();
  if (p.dialect === 'apex' && p.eat('UPDATE')) {
    // Only Apex locks rows.
  } else if (p.word === 'UPDATE') {
    p.bumpKeyword();
    p.problemSince(start, 'apex-only', 'FOR UPDATE');
  } else if (!p.eat('VIEW') && !p.eat('REFERENCE')) p.problem('missing-for');
  p.close(clause, 'ForClause');
}

/** 'UPDATE' ('TRACKING'|'VIEWSTAT'),* */
export function updateClause(p: Parser): void {
  const clause = p.open();
  p.bumpKeyword();
  skipRepeated(p, 'UPDATE');
  commaList(p, 'statistic', statistic, endsList);
  p.close(clause, 'UpdateClause');
}

function statistic(p: Parser): boolean {
  return p.eat('TRACKING') || p.eat('VIEWSTAT');
}

/** 'ALL' 'ROWS' */
export function allRowsClause(p: Parser, place: QueryPlace): void {
  const clause = p.open();
  const start = p.offset;
  const isLocked = p.wordAhead(-1) === 'UPDATE' && p.wordAhead(-2) === 'FOR';
  p.bumpKeyword();
  if (!p.eat('ROWS')) p.problem('missing-rows');
  else if (isLocked) p.problemSince(start, 'for-update-all-rows');
  else if (p.dialect !== 'apex') {
    // In a subquery it does not make a queryAll of the whole.
    if (place === 'statement') p.problemSince(start, 'apex-all-rows');
    else p.problemSince(start, 'apex-only', 'ALL ROWS');
  }
  p.close(clause, 'AllRowsClause');
}
