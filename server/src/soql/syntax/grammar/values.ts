import type { Parser } from '../events.ts';
import type { NodeKind } from '../kinds.ts';
import type { ProblemCode } from '../messages.ts';
import { isRelativeDate, takesNumber } from '../relativeDates.ts';
import { bind } from './bind.ts';
import { endsList } from './ends.ts';
import { commaList } from './lists.ts';
import { closeParen, misplaced } from './recovery.ts';

/** A literal or a bind. False when neither starts here. */
export function value(p: Parser): boolean {
  wantsValue(p);
  switch (p.kind) {
    case 'String':
      literal(p, 'StringLiteral', badEscape(p) ? 'bad-escape' : '');
      return true;
    case 'Number':
      literal(p, 'NumberLiteral', NUMBER.test(p.textAhead()) ? '' : 'bad-number');
      return true;
    case 'Date':
      literal(p, 'DateLiteral', DATE.test(p.textAhead()) ? '' : 'bad-date');
      return true;
    case 'DateTime':
      literal(p, 'DateTimeLiteral', DATE_TIME.test(p.textAhead()) ? '' : 'bad-date-time');
      return true;
    case 'Time':
      literal(p, 'TimeLiteral', TIME.test(p.textAhead()) ? '' : 'bad-time');
      return true;
    case 'Colon':
      bind(p);
      return true;
    case 'Word':
      return wordValue(p);
    default:
      return false;
  }
}

/** Notes that a value could stand here. */
export function wantsValue(p: Parser): void {
  p.wants('value');
  p.wantsWord('TRUE');
  p.wantsWord('FALSE');
  p.wantsWord('NULL');
}

/** '(' Value,* ')'   The alternative is a word that may stand there instead. */
export function valueList(p: Parser, alternative: string): void {
  const list = p.open();
  p.bump();
  if (alternative !== '') p.wantsWord(alternative);
  commaList(p, 'value', requiredValue, endsList);
  closeParen(p);
  p.close(list, 'ValueList');
}

/** Value,* ')'?   behind an IN without its parenthesis */
export function unopenedList(p: Parser): void {
  const list = p.open();
  commaList(p, 'value', requiredValue, endsUnopened);
  if (!p.nested) p.eatKind('RightParen');
  p.close(list, 'ValueList');
}

function endsUnopened(p: Parser): boolean {
  return endsList(p) || p.word === 'AND' || p.word === 'OR';
}

/** A value; a word in its place is taken for one whose quotes are missing. */
export function requiredValue(p: Parser): boolean {
  if (value(p)) return true;
  if (!p.atKind('Word') || endsList(p)) return false;
  if (p.kindAhead(1) === 'Number' && /^[a-z]{3}$/i.test(p.textAhead())) {
    misplaced(p, 'bad-currency', 2);
    return true;
  }
  p.problem('unquoted-value', p.textAhead());
  const error = p.open();
  p.bump();
  while (p.atKind('Dot') || (p.atKind('Word') && p.joined)) p.bump();
  p.close(error, 'Error');
  return true;
}

const NUMBER = /^[+-]?(\d+(\.\d+)?|\.\d+)$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
const ZONE = '(z|[+-]\\d\\d:?\\d\\d)';
const DATE_TIME = new RegExp(`^\\d{4}-\\d\\d-\\d\\dt\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?${ZONE}$`, 'i');
const TIME = new RegExp(`^\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?${ZONE}$`, 'i');
const ESCAPE = /\\(?:u[0-9a-f]{4}|[nrtbf"'\\_%])|\\/gi;

function literal(p: Parser, kind: NodeKind, code: ProblemCode | ''): void {
  const node = p.open();
  if (code !== '') p.problem(code, p.textAhead());
  p.bump();
  p.close(node, kind);
  if (kind === 'StringLiteral' && p.atKind('String') && p.joined) misplaced(p, 'doubled-quote');
}

function badEscape(p: Parser): boolean {
  const text = p.textAhead();
  return text.includes('\\') && text.match(ESCAPE)?.some(sequence => sequence.length === 1) === true;
}

/** TRUE, FALSE, NULL, a relative date or an amount with its currency. */
function wordValue(p: Parser): boolean {
  if (p.word === 'TRUE' || p.word === 'FALSE') {
    keywordLiteral(p, 'BooleanLiteral');
    return true;
  }
  if (p.word === 'NULL') {
    keywordLiteral(p, 'NullLiteral');
    return true;
  }
  const text = p.textAhead();
  if (isCurrency(text)) {
    const node = p.open();
    const hasFraction = p.joinedToNext && p.kindAhead(1) === 'Number' && p.textAhead(1).startsWith('.');
    p.bump('Currency', hasFraction ? 2 : 1);
    p.close(node, 'CurrencyLiteral');
    return true;
  }
  if (!isRelativeDate(text)) return false;
  relativeDate(p, text);
  return true;
}

function keywordLiteral(p: Parser, kind: NodeKind): void {
  const node = p.open();
  p.bumpKeyword();
  p.close(node, kind);
}

/** Three letters of an ISO code glued to digits. */
function isCurrency(text: string): boolean {
  return text.length > 3 && /^[a-z]{3}\d+$/i.test(text);
}

function relativeDate(p: Parser, text: string): void {
  const node = p.open();
  p.bumpKeyword();
  if (p.atKind('Colon')) {
    if (!takesNumber(text)) p.problem('date-takes-no-number', text.toUpperCase());
    p.bump();
    if (p.atKind('Number')) {
      if (!/^\d+$/.test(p.textAhead())) p.problem('date-needs-number', text.toUpperCase());
      p.bump();
    } else p.problem('date-needs-number', text.toUpperCase());
  } else if (takesNumber(text)) p.problem('date-needs-number', text.toUpperCase());
  p.close(node, 'RelativeDate');
}
