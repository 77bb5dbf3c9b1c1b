import type { Parser } from '../events.ts';
import { isReserved } from '../keywords.ts';
import { atEnd, endsList } from './ends.ts';
import { fieldOrFunction } from './expressions.ts';
import { commaList } from './lists.ts';
import { atName, fieldPath, optAlias, requiredName } from './names.ts';
import { misplaced, skipRepeated } from './recovery.ts';
import { misspelt, requireWord } from './spelling.ts';
import { atSubquery, subquery } from './subquery.ts';

/** 'SELECT' (SelectField | Subquery | TypeofExpression),* */
export function selectClause(p: Parser): void {
  const clause = p.open();
  if (requireWord(p, 'SELECT', 'missing-select')) skipRepeated(p, 'SELECT');
  else if (endsList(p)) return;
  if (p.word === 'DISTINCT' && p.kindAhead(1) === 'Word' && p.wordAhead(1) !== 'FROM') misplaced(p, 'sql-distinct');
  if (p.word === 'TOP' && p.kindAhead(1) === 'Number') misplaced(p, 'sql-top', 2);
  commaList(p, 'field', selectItem, endsSelect);
  p.close(clause, 'SelectClause');
}

/** A SELECT list also ends at a misspelt FROM: no other word may stand where one is. */
function endsSelect(p: Parser): boolean {
  return endsList(p) || (p.atKind('Word') && misspelt(p, ['FROM']) !== '' && p.kindAhead(1) === 'Word');
}

function selectItem(p: Parser): boolean {
  p.wantsWord('(SELECT');
  if (p.atKind('LeftParen') && (atSubquery(p) || (p.hasCaret && p.kindAhead(1) === 'End'))) subquery(p, 'child');
  else if (p.word === 'SELECT' && p.kindAhead(-1) === 'Comma') subquery(p, 'child');
  else if (p.atKind('Unknown') && p.textAhead() === '*') misplaced(p, 'sql-star');
  else if (p.at('TYPEOF') && (p.kindAhead(1) === 'Word' || p.kindAhead(1) === 'End') && p.wordAhead(1) !== 'FROM')
    typeofExpression(p);
  else return selectField(p);
  return true;
}

/** (FieldPath | FunctionCall) Alias? */
export function selectField(p: Parser): boolean {
  const field = p.open();
  if (isReserved(p.word) && p.kindAhead(1) === 'Comma') {
    p.problem('reserved-word', p.textAhead());
    fieldPath(p, 'field');
  } else {
    const isCount = isBareCount(p);
    const isFirst = p.kindAhead(-1) !== 'Comma';
    if (isCount && !isFirst) p.problem('count-not-alone');
    if (!fieldOrFunction(p, 'field')) return false;
    if (isCount && (p.atKind('Comma') || p.atKind('Word')) && !endsSelect(p)) p.problem('count-not-alone');
  }
  if (p.word === 'AS') misplaced(p, 'sql-field-as');
  optAlias(p);
  p.close(field, 'SelectField');
  return true;
}

/** COUNT() */
function isBareCount(p: Parser): boolean {
  return p.kindAhead(1) === 'LeftParen' && p.kindAhead(2) === 'RightParen' && p.textAhead().toUpperCase() === 'COUNT';
}

/** 'TYPEOF' FieldPath TypeofWhen* TypeofElse? 'END' */
function typeofExpression(p: Parser): void {
  const node = p.open();
  p.bumpKeyword();
  const isMissing = p.word === 'WHEN' && p.wordAhead(2) === 'THEN';
  if (!isMissing && atName(p, 'relationship')) fieldPath(p, 'relationship');
  else p.problem('missing-relationship');
  if (!p.at('WHEN')) p.problem('missing-when');
  while (p.at('WHEN')) {
    p.turn();
    typeofWhen(p);
  }
  if (p.at('ELSE')) typeofElse(p);
  requireWord(p, 'END', 'missing-end');
  p.close(node, 'TypeofExpression');
}

/** 'WHEN' Name 'THEN' (FieldPath | FunctionCall),* */
function typeofWhen(p: Parser): void {
  const node = p.open();
  p.bumpKeyword();
  requiredName(p, 'object');
  requireWord(p, 'THEN', 'missing-then');
  commaList(p, 'field', typeofField, endsTypeofList);
  p.close(node, 'TypeofWhen');
}

/** 'ELSE' (FieldPath | FunctionCall),* */
function typeofElse(p: Parser): void {
  const node = p.open();
  p.bumpKeyword();
  commaList(p, 'field', typeofField, endsTypeofList);
  p.close(node, 'TypeofElse');
}

function typeofField(p: Parser): boolean {
  p.wants('field');
  p.wants('function');
  if (endsTypeofList(p)) return false;
  return fieldOrFunction(p, 'field');
}

function endsTypeofList(p: Parser): boolean {
  return p.at('WHEN') || p.at('ELSE') || p.at('END') || atEnd(p) || endsList(p);
}
