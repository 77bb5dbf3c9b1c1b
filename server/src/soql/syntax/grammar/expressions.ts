import type { NameRole, Parser } from '../events.ts';
import { checkArguments } from './functions.ts';
import { atName, fieldPath, name } from './names.ts';
import { closeParen, commaList, endsList, misplaced, skip } from './recovery.ts';
import { value } from './values.ts';

/** FieldPath | FunctionCall. False when no name stands here. */
export function fieldOrFunction(p: Parser, role: NameRole): boolean {
  p.wants('function');
  if (!atName(p, role)) return false;
  if (p.kindAhead(1) === 'LeftParen') functionCall(p);
  else fieldPath(p, role);
  return true;
}

/** Name '(' (FieldPath | FunctionCall | Value),* ')' */
export function functionCall(p: Parser): void {
  const call = p.open();
  const start = p.offset;
  const functionName = p.textAhead().toUpperCase();
  name(p);
  if (p.enter()) {
    p.bump();
    const shape = functionArguments(p);
    checkArguments(p, functionName, shape, start);
    closeParen(p);
    p.leave();
  } else skip(p, endsList, 'nested-too-deep');
  p.close(call, 'FunctionCall');
}

/** The arguments; what they are, a letter for each: f a field, c a call, v a value. */
function functionArguments(p: Parser): string {
  if (p.atKind('RightParen')) return '';
  let shape = '';
  commaList(
    p,
    'field',
    () => {
      const letter = argument(p);
      shape += letter;
      return letter !== '';
    },
    endsList,
  );
  return shape;
}

function argument(p: Parser): string {
  if (p.word === 'DISTINCT' && p.kindAhead(1) === 'Word') misplaced(p, 'sql-count-distinct');
  if (p.atKind('Unknown') && p.textAhead() === '*') {
    misplaced(p, 'sql-count-star');
    return '*';
  }
  if (!p.atKind('Word') || p.kindAhead(1) === 'LeftParen') {
    if (value(p)) return 'v';
    if (!p.atKind('Word')) {
      atName(p, 'field');
      return '';
    }
  } else if ((p.word === 'TRUE' || p.word === 'FALSE' || p.word === 'NULL') && value(p)) return 'v';
  const isCall = p.kindAhead(1) === 'LeftParen';
  if (!fieldOrFunction(p, 'field')) return '';
  return isCall ? 'c' : 'f';
}
