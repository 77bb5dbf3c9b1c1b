import type { Parser } from '../events.ts';
import { startsClause } from './ends.ts';
import { name } from './names.ts';

/** ':' Name ('.' Name)*. Inline Apex may have any expression behind the colon; a `.soql` file asks for names. */
export function bind(p: Parser): void {
  const node = p.open();
  p.bump();
  p.wants('bind');
  if (!operand(p)) p.problem('missing-bind');
  while (atApexOperator(p)) {
    p.turn();
    reportExpression(p);
    if (!p.atKind('Number')) p.bump();
    operand(p);
  }
  p.close(node, 'Bind');
}

/** A name, a literal or a parenthesised expression, and the calls and indexes behind it. */
function operand(p: Parser): boolean {
  if (p.atKind('LeftParen')) {
    reportExpression(p);
    balanced(p);
    if (p.atKind('Word') && !startsClause(p)) operand(p);
  } else if (p.atKind('Word')) bindName(p);
  else if (p.atKind('String') || p.atKind('Number')) {
    reportExpression(p);
    p.bump();
  } else return false;
  suffixes(p);
  return true;
}

function bindName(p: Parser): void {
  const isNew = p.textAhead().toUpperCase() === 'NEW' && p.kindAhead(1) === 'Word' && !startsClause(p, 1);
  if (isNew) {
    reportExpression(p);
    p.bump();
  }
  name(p);
}

function suffixes(p: Parser): void {
  for (;;) {
    p.turn();
    if (p.atKind('Dot') || isText(p, '?', '.')) {
      if (!p.atKind('Dot')) p.bump();
      p.bump();
      if (p.atKind('Word')) name(p);
      else p.problem('missing-name-after-dot');
    } else if (p.atKind('LeftParen') || p.atKind('SearchTerm') || isText(p, '[')) {
      reportExpression(p);
      balanced(p);
    } else if (p.atKind('Less') && isTypeArguments(p)) {
      reportExpression(p);
      while (!p.atKind('Greater')) p.bump();
      p.bump();
    } else return;
  }
}

/** `<Id>` of `new Set<Id>{…}`. */
function isTypeArguments(p: Parser): boolean {
  let ahead = 1;
  while (p.kindAhead(ahead) === 'Word' || p.kindAhead(ahead) === 'Dot' || p.kindAhead(ahead) === 'Comma') ahead++;
  return p.kindAhead(ahead) === 'Greater';
}

/** Everything from an opening bracket to its closing one. */
function balanced(p: Parser): void {
  let depth = 0;
  do {
    if (p.atKind('LeftParen') || isText(p, '[')) depth++;
    else if (p.atKind('RightParen') || isText(p, ']')) depth--;
    p.bump();
  } while (depth > 0 && !p.atKind('End') && !p.atKind('Semicolon'));
}

function atApexOperator(p: Parser): boolean {
  if (p.atKind('Plus') || p.atKind('Minus') || isText(p, '*') || isText(p, '/')) return true;
  return p.atKind('Number') && (p.textAhead().startsWith('-') || p.textAhead().startsWith('+'));
}

function isText(p: Parser, text: string, next?: string): boolean {
  return p.atKind('Unknown') && p.textAhead() === text && (next === undefined || p.textAhead(1) === next);
}

function reportExpression(p: Parser): void {
  if (p.dialect !== 'apex') p.problem('bind-expression');
}
