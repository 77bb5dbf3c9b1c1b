import type { Parser } from '../events.ts';
import { isReserved } from '../keywords.ts';
import type { NameRole } from '../roles.ts';
import { endsList } from './ends.ts';
import { reportMissing, reportUnfit } from './functions.ts';
import { commaList } from './lists.ts';
import { atName, fieldPath, name } from './names.ts';
import { closeParen, misplaced, skip } from './recovery.ts';
import { value } from './values.ts';

/** FieldPath | FunctionCall. False when no name stands here. `outer` is the function whose argument it is. */
export function fieldOrFunction(p: Parser, role: NameRole, outer = ''): boolean {
  p.wants('function');
  if (!atName(p, role)) return false;
  if (p.kindAhead(1) === 'LeftParen' && p.wordAhead(2) !== 'SELECT') functionCall(p, outer);
  else fieldPath(p, role);
  return true;
}

/** Name '(' (FieldPath | FunctionCall | Value),* ')' */
function functionCall(p: Parser, outer: string): void {
  const call = p.open();
  const functionName = p.textAhead();
  if (functionName.toUpperCase() === 'GEOLOCATION' && outer.toUpperCase() !== 'DISTANCE')
    p.problem('geolocation-outside-distance');
  name(p);
  if (p.enter()) {
    p.bump();
    functionArguments(p, functionName);
    closeParen(p);
    p.leave();
  } else skip(p, endsList, 'nested-too-deep');
  p.close(call, 'FunctionCall');
}

/** What a function call has between its parentheses, checked against what the function takes. */
function functionArguments(p: Parser, functionName: string): void {
  if (p.atKind('RightParen')) {
    reportMissing(p, functionName, '');
    return;
  }
  let shape = '';
  commaList(
    p,
    'field',
    () => {
      const letter = argumentLetter(p);
      if (letter !== '') reportUnfit(p, functionName, shape, letter);
      shape += letter;
      return argument(p, functionName);
    },
    endsList,
  );
  if (p.atKind('RightParen')) reportMissing(p, functionName, shape);
}

/** What sort of argument starts here: f a field, c a function call, v a value; '' none. */
function argumentLetter(p: Parser): string {
  switch (p.kind) {
    case 'Word':
      if (p.word === 'TRUE' || p.word === 'FALSE' || p.word === 'NULL') return 'v';
      if (isReserved(p.word)) return '';
      return p.kindAhead(1) === 'LeftParen' ? 'c' : 'f';
    case 'String':
    case 'Number':
    case 'Date':
    case 'DateTime':
    case 'Time':
    case 'Colon':
      return 'v';
    default:
      return '';
  }
}

/** FieldPath | FunctionCall | Value */
function argument(p: Parser, functionName: string): boolean {
  if (p.word === 'DISTINCT' && p.kindAhead(1) === 'Word') misplaced(p, 'sql-count-distinct');
  if (p.atKind('Unknown') && p.textAhead() === '*') {
    misplaced(p, 'sql-count-star');
    return true;
  }
  if (argumentLetter(p) === 'v') return value(p);
  return fieldOrFunction(p, 'field', functionName);
}
