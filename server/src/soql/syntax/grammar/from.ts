import type { NameRole, Parser } from '../events.ts';
import { atName, fieldPath, optAlias, requiredName } from './names.ts';
import { bindings } from './options.ts';
import { commaList, endsList, misplaced, skip } from './recovery.ts';

/** 'FROM' FromItem,* */
export function fromClause(p: Parser, role: NameRole): void {
  const clause = p.open();
  p.bumpKeyword();
  commaList(p, role, role === 'object' ? objectItem : childRelationshipItem, endsFrom);
  while (atJoin(p)) {
    p.turn();
    skip(p, endsList, 'sql-join');
  }
  p.close(clause, 'FromClause');
}

function endsFrom(p: Parser): boolean {
  return endsList(p) || atJoin(p);
}

const objectItem = (p: Parser): boolean => fromItem(p, 'object');
const childRelationshipItem = (p: Parser): boolean => fromItem(p, 'childRelationship');

/** FieldPath 'AS'? Alias? */
function fromItem(p: Parser, role: NameRole): boolean {
  if (!atName(p, role)) return false;
  const item = p.open();
  fieldPath(p, role);
  const hasAs = p.word === 'AS' && p.kindAhead(1) === 'Word';
  if (hasAs) p.bumpKeyword();
  if (!atJoin(p)) optAlias(p);
  p.close(item, 'FromItem');
  return true;
}

function atJoin(p: Parser): boolean {
  switch (p.word) {
    case 'JOIN':
      return p.kindAhead(1) === 'Word';
    case 'INNER':
    case 'LEFT':
    case 'RIGHT':
    case 'FULL':
    case 'CROSS':
      return p.wordAhead(1) === 'JOIN' || p.wordAhead(1) === 'OUTER';
    default:
      return false;
  }
}

/** 'USING' ('SCOPE' Name | 'LOOKUP' FieldPath ('BIND' Binding,*)?) */
export function usingClause(p: Parser): void {
  const clause = p.open();
  p.bumpKeyword();
  if (p.eat('SCOPE')) {
    requiredName(p, 'scope');
    p.close(clause, 'UsingScopeClause');
  } else if (p.eat('LOOKUP')) {
    if (atName(p, 'field')) fieldPath(p, 'field');
    else p.problem('missing-item', 'field');
    if (p.eat('BIND')) bindings(p);
    p.close(clause, 'UsingLookupClause');
  } else {
    p.problem('missing-scope');
    if (atName(p, 'scope')) misplaced(p, 'missing-scope');
    p.close(clause, 'UsingScopeClause');
  }
}
