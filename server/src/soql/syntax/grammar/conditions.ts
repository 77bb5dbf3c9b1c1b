import type { Parser } from '../events.ts';
import { isReserved, type Keyword } from '../keywords.ts';
import { endsList, mayStartClause } from './ends.ts';
import { fieldOrFunction } from './expressions.ts';
import { atName, fieldPath } from './names.ts';
import { atOperator, operator, type RightSide } from './operators.ts';
import { closeParen, misplaced, skip } from './recovery.ts';
import { misspelt } from './spelling.ts';
import { atSubquery, subquery } from './subquery.ts';
import { requiredValue, unopenedList, value, valueList, wantsValue } from './values.ts';

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
    p.turn();
    wantConjunction(p, isNegated, joinedBy);
    const found = conjunction(p);
    if (found === '') break;
    const word = wordOf(found);
    reportConjunction(p, found, isNegated, joinedBy);
    if (word === 'OR') {
      if (inRun > 1) p.close(run, 'AndCondition');
      inRun = 0;
      runs++;
    }
    if (found === '&&' || found === '||') p.bump('Keyword', 2);
    else if (found !== 'missing') p.bumpKeyword();
    if (word === 'OR') run = p.open();
    inRun++;
    if (p.word === 'NOT') p.problem('not-needs-parentheses');
    isNegated = false;
    joinedBy = word;
    operand(p);
  }
  if (inRun > 1) p.close(run, 'AndCondition');
  if (runs > 1) p.close(all, 'OrCondition');
}

type Conjunction = 'AND' | 'OR' | 'misspelt' | 'missing' | '&&' | '||';

/** What joins the operand before to another one; '' if none follows. */
function conjunction(p: Parser): Conjunction | '' {
  const next = p.wordAhead(1);
  if (!p.nested && p.atKind('RightParen') && (next === 'AND' || next === 'OR')) misplaced(p, 'extra-paren');
  if (p.word === 'AND' || p.word === 'OR') return p.word;
  if (p.atKind('End')) return '';
  if (p.atKind('Unknown') && p.joinedToNext) {
    const marks = p.textAhead() + p.textAhead(1);
    if (marks === '&&' || marks === '||') return marks;
  }
  const isFollowed = p.kindAhead(1) === 'Word' || p.kindAhead(1) === 'LeftParen';
  if (isFollowed && misspelt(p, ['AND']) !== '') return 'misspelt';
  return lacksConjunction(p) ? 'missing' : '';
}

function wordOf(found: Conjunction): 'AND' | 'OR' {
  return found === 'OR' || found === '||' ? 'OR' : 'AND';
}

function reportConjunction(p: Parser, found: Conjunction, isNegated: boolean, joinedBy: string): void {
  const word = wordOf(found);
  if (found === '&&' || found === '||') p.problem('sql-and-or', word);
  else if (found === 'missing') p.problem('missing-and-or');
  else if (found === 'misspelt') p.problem('misspelt-keyword', p.textAhead(), 'AND');
  else if (isNegated) p.problem('not-needs-parentheses');
  else if (joinedBy !== '' && word !== joinedBy) p.problem('mixed-and-or');
}

/** Notes what may join another operand: nothing behind NOT, else what has joined the ones before. */
function wantConjunction(p: Parser, isNegated: boolean, joinedBy: string): void {
  if (isNegated) return;
  if (joinedBy !== 'OR') p.wantsWord('AND');
  if (joinedBy !== 'AND') p.wantsWord('OR');
}

/** Whether another comparison stands here with nothing before it. */
function lacksConjunction(p: Parser): boolean {
  if (!p.atKind('Word') || isReserved(p.word) || mayStartClause(p)) return false;
  const nextKind = p.kindAhead(1);
  if (nextKind === 'Dot' || nextKind === 'LeftParen') return true;
  const next = p.wordAhead(1);
  return atOperator(p, 1) || next === 'LIKE' || next === 'IN' || next === 'INCLUDES' || next === 'EXCLUDES';
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
    if (!value(p) && !atOperator(p)) skip(p, endsCondition);
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
    const isQuery = atSubquery(p);
    if (wanted !== 'list' && (isQuery || wanted !== 'strings'))
      p.problem(isQuery ? 'subquery-needs-in' : 'list-needs-in');
    if (isQuery) subquery(p, 'semiJoin');
    else valueList(p, wanted === 'list' ? 'SELECT' : '');
    return;
  }
  if (!p.atKind('Colon') && (wanted === 'list' || wanted === 'strings')) {
    p.wantsWord('(');
    if (p.word === 'SELECT') subquery(p, 'semiJoin');
    else {
      p.problem(wanted === 'list' ? 'in-needs-list' : 'includes-needs-list');
      if (!endsCondition(p)) unopenedList(p);
    }
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
