import type { Parser, QueryPlace } from '../events.ts';
import type { NameRole } from '../roles.ts';
import { endsList } from './ends.ts';
import { commaList } from './lists.ts';
import { atName, fieldPath, optAlias, requiredName } from './names.ts';
import { bindings } from './options.ts';
import { misplaced, skip } from './recovery.ts';
import { misspelt, requireWord } from './spelling.ts';

/** 'FROM' FromItem,* */
export function fromClause(p: Parser, place: QueryPlace): void {
  const isChild = place === 'child';
  const clause = p.open();
  p.bumpKeyword();
  if (isChild) commaList(p, 'child-relationship', childRelationshipItem, endsFrom);
  else commaList(p, 'object', objectItem, endsFrom);
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
const childRelationshipItem = (p: Parser): boolean => fromItem(p, 'child-relationship');

/** FieldPath 'AS'? Alias?   AS is no object's name. */
function fromItem(p: Parser, role: NameRole): boolean {
  if (!atName(p, role) || (p.word === 'AS' && p.kindAhead(1) === 'Word')) return false;
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
  if (p.word === 'SCOPE') p.problem('missing-using');
  else p.bumpKeyword();
  if (p.at('SCOPE') || misspelt(p, ['SCOPE']) !== '') {
    requireWord(p, 'SCOPE', 'missing-scope-word');
    requiredName(p, 'scope');
    p.close(clause, 'UsingScopeClause');
  } else if (p.eat('LOOKUP')) {
    if (atName(p, 'field')) fieldPath(p, 'field');
    else p.problem('missing-field');
    if (p.eat('BIND')) bindings(p);
    p.close(clause, 'UsingLookupClause');
  } else {
    p.problem('missing-scope-word');
    if (atName(p, 'scope')) misplaced(p, 'missing-scope-word');
    p.close(clause, 'UsingScopeClause');
  }
}
