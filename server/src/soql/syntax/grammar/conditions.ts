import type { Parser } from '../events.ts';
import type { Keyword } from '../keywords.ts';
import { fieldOrFunction } from './expressions.ts';
import { atName, fieldPath } from './names.ts';
import { operator, type RightSide } from './operators.ts';
import { closeParen, endsList, misplaced, misspelt, skip } from './recovery.ts';
import { atSubquery, subquery } from './subquery.ts';
import { requiredValue, value, valueList, wantsValue } from './values.ts';

/**
 * Operands joined by AND, or joined by OR. SOQL takes no mixture without parentheses and a NOT only as the first and
 * only thing of a group; both are parsed, AND binding tighter, and reported.
 */
export function condition(p: Parser): void {
  const all = p.open();
  let run = p.open();
  let inRun = 1;
  let runs = 1;
  let joinedBy: Keyword | '' = '';
  let isNegated = p.word === 'NOT';
  operand(p);
  for (;;) {
    const word = conjunction(p, isNegated ? [] : joinedBy === '' ? ['AND', 'OR'] : [joinedBy]);
    if (word === '') break;
    p.turn();
    if (isNegated) p.problem('not-needs-parentheses');
    else if (joinedBy !== '' && word !== joinedBy) p.problem('mixed-and-or');
    joinedBy = word;
    if (word === 'OR') {
      if (inRun > 1) p.close(run, 'AndCondition');
      inRun = 0;
      runs++;
    }
    p.bumpKeyword();
    if (word === 'OR') run = p.open();
    inRun++;
    if (p.word === 'NOT') p.problem('not-needs-parentheses');
    isNegated = false;
    operand(p);
  }
  if (inRun > 1) p.close(run, 'AndCondition');
  if (runs > 1) p.close(all, 'OrCondition');
}

/** The AND or OR that stands here, or that is meant by a misspelt word before another condition; '' if none. */
function conjunction(p: Parser, wanted: readonly Keyword[]): Keyword | '' {
  for (const word of wanted) p.wantsWord(word);
  if (p.word === 'AND' || p.word === 'OR') return p.word;
  if (p.word !== '' || (p.kindAhead(1) !== 'Word' && p.kindAhead(1) !== 'LeftParen')) return '';
  const meant = misspelt(p, ['AND']);
  if (meant !== '') p.problem('misspelt-keyword', p.textAhead(), meant);
  return meant;
}

/** A comparison, a group in parentheses, or either with NOT before it. */
function operand(p: Parser): void {
  if (p.atKind('Unknown') && p.textAhead() === '!') misplaced(p, 'sql-not');
  p.wantsWord('(');
  if (p.at('NOT')) notCondition(p);
  else if (p.atKind('LeftParen')) parenCondition(p);
  else comparison(p);
}

/** 'NOT' Condition */
function notCondition(p: Parser): void {
  const node = p.open();
  p.bumpKeyword();
  if (p.word === 'NOT') p.problem('not-needs-parentheses');
  if (p.enter()) {
    operand(p);
    p.leave();
  } else skip(p, endsList, 'nested-too-deep');
  p.close(node, 'NotCondition');
}

/** '(' Condition ')' */
function parenCondition(p: Parser): void {
  const node = p.open();
  if (p.enter()) {
    p.bump();
    condition(p);
    if (!p.atKind('RightParen') && !p.atKind('End') && !endsList(p)) skip(p, endsList);
    closeParen(p);
    p.leave();
  } else skip(p, endsList, 'nested-too-deep');
  p.close(node, 'ParenCondition');
}

/** (FieldPath | FunctionCall | Arithmetic) Operator (Value | ValueList | Subquery) */
function comparison(p: Parser): void {
  const node = p.open();
  if (!leftSide(p)) {
    p.problem('missing-condition');
    if (endsList(p) || p.word === 'AND' || p.word === 'OR') return;
    if (!value(p)) skip(p, endsCondition);
  }
  const wanted = operator(p);
  rightSide(p, wanted);
  p.close(node, 'Comparison');
}

function leftSide(p: Parser): boolean {
  const arithmetic = p.open();
  if (!fieldOrFunction(p, 'field')) return false;
  if (!p.atKind('Plus') && !p.atKind('Minus')) return true;
  p.bump();
  if (atName(p, 'field')) fieldPath(p, 'field');
  else p.problem('missing-field');
  p.close(arithmetic, 'Arithmetic');
  return true;
}

/** What stands behind the operator: a list or subquery for IN, a list for INCLUDES, one value for the others. */
function rightSide(p: Parser, wanted: RightSide): void {
  if (wanted === 'nothing') return;
  if (p.atKind('LeftParen')) {
    if (wanted === 'list') p.wantsWord('SELECT');
    const isQuery = atSubquery(p);
    if (wanted !== 'list' && (isQuery || wanted !== 'strings'))
      p.problem(isQuery ? 'subquery-needs-in' : 'list-needs-in');
    if (isQuery) subquery(p, 'semiJoin');
    else valueList(p);
    return;
  }
  if (!p.atKind('Colon') && (wanted === 'list' || wanted === 'strings')) {
    p.wantsWord('(');
    p.problem(wanted === 'list' ? 'in-needs-list' : 'includes-needs-list');
    if (!endsCondition(p)) requiredValue(p);
  } else {
    wantsValue(p);
    if (endsCondition(p) || !requiredValue(p)) p.problem('missing-value');
  }
  if (wanted === 'range' && p.word === 'AND') {
    p.bumpKeyword();
    requiredValue(p);
  }
}

/** Where a broken comparison ends at the latest. */
function endsCondition(p: Parser): boolean {
  return endsList(p) || p.word === 'AND' || p.word === 'OR';
}
