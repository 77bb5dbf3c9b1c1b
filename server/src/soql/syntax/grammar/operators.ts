import type { Parser } from '../events.ts';
import { skip, skipRepeated } from './recovery.ts';
import { bumpMisspelt, misspelt } from './spelling.ts';

/** What an operator wants on its right side; a range is what BETWEEN has. */
export type RightSide = 'list' | 'strings' | 'value' | 'range' | 'nothing';

/** = != <> < <= > >= LIKE IN 'NOT' 'IN' INCLUDES EXCLUDES, and what people paste from other languages. */
export function operator(p: Parser): RightSide {
  const node = p.open();
  const rightSide = symbol(p) ?? word(p) ?? sqlOperator(p) ?? misspeltOperator(p);
  p.close(node, 'Operator');
  if (rightSide !== undefined) return rightSide;
  p.problem('missing-operator');
  if (p.atKind('String') || p.atKind('Number') || p.atKind('Date') || p.atKind('DateTime')) return 'value';
  return 'nothing';
}

/** Whether a comparison operator made of marks stands here. */
export function atOperator(p: Parser, ahead = 0): boolean {
  switch (p.kindAhead(ahead)) {
    case 'Equals':
    case 'NotEquals':
    case 'Less':
    case 'LessOrEquals':
    case 'Greater':
    case 'GreaterOrEquals':
      return true;
    default:
      return false;
  }
}

function symbol(p: Parser): RightSide | undefined {
  if (p.hasCaret) for (const mark of ['=', '!=', '<', '<=', '>', '>=']) p.wantsWord(mark);
  switch (p.kind) {
    case 'Less':
    case 'Greater':
      p.bump();
      p.eatKind('Equals');
      return 'value';
    case 'Equals':
    case 'NotEquals':
    case 'LessOrEquals':
    case 'GreaterOrEquals':
      p.bump();
      if (p.atKind('Equals')) {
        p.problem('double-equals');
        p.bump();
      }
      return 'value';
    default:
      return undefined;
  }
}

function word(p: Parser): RightSide | undefined {
  if (p.eat('LIKE')) {
    skipRepeated(p, 'LIKE');
    return 'value';
  }
  if (p.eat('IN')) {
    skipRepeated(p, 'IN');
    return 'list';
  }
  if (p.eat('INCLUDES') || p.eat('EXCLUDES')) return 'strings';
  if (!p.at('NOT', 'NOT IN')) return undefined;
  const start = p.offset;
  p.bumpKeyword();
  if (p.eat('IN')) return 'list';
  if (p.word === 'LIKE') {
    p.bumpKeyword();
    p.problemSince(start, 'sql-not-like');
    return 'value';
  }
  p.problem('missing-in');
  return 'nothing';
}

/** IS NULL, IS NOT NULL, BETWEEN: kept as operators, so that what follows is read as what it is. */
function sqlOperator(p: Parser): RightSide | undefined {
  const next = p.wordAhead(1);
  if (p.word === 'IS' && (next === 'NULL' || next === 'NOT')) {
    p.problem(next === 'NULL' ? 'sql-is-null' : 'sql-is-not-null');
    p.bumpKeyword();
    p.eat('NOT');
    return 'value';
  }
  if (p.word === 'BETWEEN') {
    p.problem('sql-between');
    p.bumpKeyword();
    return 'range';
  }
  return undefined;
}

function misspeltOperator(p: Parser): RightSide | undefined {
  const meant = misspelt(p, ['LIKE', 'INCLUDES', 'EXCLUDES']);
  if (meant !== '') {
    bumpMisspelt(p, meant);
    return meant === 'LIKE' ? 'value' : 'strings';
  }
  if (!p.atKind('Unknown') || p.kindAhead(1) === 'End') return undefined;
  skip(p, q => !q.atKind('Unknown') && !q.atKind('Equals'));
  return 'value';
}
