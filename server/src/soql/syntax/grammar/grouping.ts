import type { Parser } from '../events.ts';
import { condition } from './conditions.ts';
import { endsList } from './ends.ts';
import { fieldOrFunction } from './expressions.ts';
import { commaList } from './lists.ts';
import { closeParen, skipRepeated } from './recovery.ts';
import { bumpMisspelt, misspelt, requireWord } from './spelling.ts';

/** 'BY', which must follow GROUP and ORDER. */
function by(p: Parser): void {
  if (requireWord(p, 'BY', 'missing-by')) skipRepeated(p, 'BY');
}

/** 'GROUP' 'BY' (GroupItem,* | GroupingSet) */
export function groupByClause(p: Parser): void {
  const clause = p.open();
  p.bumpKeyword();
  by(p);
  p.wantsWord('ROLLUP');
  p.wantsWord('CUBE');
  if ((p.word === 'ROLLUP' || p.word === 'CUBE') && p.kindAhead(1) === 'LeftParen') groupingSet(p);
  else commaList(p, 'field', groupItem, endsList);
  p.close(clause, 'GroupByClause');
}

/** ('ROLLUP'|'CUBE') '(' GroupItem,* ')' */
function groupingSet(p: Parser): void {
  const set = p.open();
  p.bumpKeyword();
  p.bump();
  commaList(p, 'field', groupItem, endsList);
  closeParen(p);
  p.close(set, 'GroupingSet');
}

/** FieldPath | FunctionCall */
function groupItem(p: Parser): boolean {
  const item = p.open();
  if (!fieldOrFunction(p, 'field')) return false;
  p.close(item, 'GroupItem');
  return true;
}

/** 'HAVING' Condition */
export function havingClause(p: Parser): void {
  const clause = p.open();
  p.bumpKeyword();
  condition(p);
  p.close(clause, 'HavingClause');
}

/** 'ORDER' 'BY' OrderItem,* */
export function orderByClause(p: Parser): void {
  const clause = p.open();
  p.bumpKeyword();
  by(p);
  commaList(p, 'field', orderItem, endsList);
  p.close(clause, 'OrderByClause');
}

/** A misspelt ASC or DESC. */
function direction(p: Parser): void {
  const meant = p.atKind('Word') ? misspelt(p, ['ASC', 'DESC']) : '';
  if (meant !== '') bumpMisspelt(p, meant);
}

/** (FieldPath | FunctionCall) ('ASC'|'DESC')? ('NULLS' ('FIRST'|'LAST'))? */
function orderItem(p: Parser): boolean {
  const item = p.open();
  if (!fieldOrFunction(p, 'field')) return false;
  if (!p.eat('ASC') && !p.eat('DESC')) direction(p);
  if (p.at('NULLS', 'NULLS FIRST')) {
    p.bumpKeyword();
    if (!p.eat('FIRST') && !p.eat('LAST')) p.problem('missing-first-or-last');
  } else p.wantsWord('NULLS LAST');
  p.close(item, 'OrderItem');
  return true;
}
