import type { Parser } from '../events.ts';
import { bind } from './bind.ts';
import { endsList } from './ends.ts';
import { commaList } from './lists.ts';
import { atName, fieldPath, name } from './names.ts';
import { closeParen } from './recovery.ts';
import { requiredValue } from './values.ts';

/** Binding,* */
export function bindings(p: Parser): void {
  commaList(p, 'option', binding, endsList);
}

/** '(' Binding,* ')' */
export function bindingList(p: Parser): void {
  p.bump();
  bindings(p);
  closeParen(p);
}

/** Name '=' Value */
function binding(p: Parser): boolean {
  if (!atName(p, 'option')) return false;
  const node = p.open();
  if (p.kindAhead(1) === 'Dot') fieldPath(p, 'option');
  else name(p);
  if (!p.eatKind('Equals')) p.problem('missing-equals');
  else if (!requiredValue(p)) p.problem('missing-value');
  p.close(node, 'Binding');
  return true;
}

/** 'BIND' Binding,* */
export function bindClause(p: Parser): void {
  const clause = p.open();
  p.bumpKeyword();
  bindings(p);
  p.close(clause, 'BindClause');
}

/** 'SET' 'OPTIONS' ('(' Binding,* ')' | Bind) */
export function setOptionsClause(p: Parser): void {
  const clause = p.open();
  p.bumpKeyword();
  p.eat('OPTIONS');
  if (p.atKind('LeftParen')) bindingList(p);
  else if (p.atKind('Colon')) bind(p);
  else p.problem('missing-options');
  p.close(clause, 'SetOptionsClause');
}
