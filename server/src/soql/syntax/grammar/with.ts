import type { Parser } from '../events.ts';
import { endsList, startsClause } from './ends.ts';
import { commaList } from './lists.ts';
import { atName, name, requiredName } from './names.ts';
import { bindingList } from './options.ts';
import { closeParen } from './recovery.ts';
import { requireWord } from './spelling.ts';
import { requiredValue, valueList } from './values.ts';

/** 'WITH' (WithDataCategory | Name ('=' Value | 'IN' ValueList)? | Name '(' Binding,* ')') */
export function withClause(p: Parser): void {
  const clause = p.open();
  p.bumpKeyword();
  p.wantsWord('DATA CATEGORY');
  if (p.word === 'DATA' && (p.hasCaret || p.kindAhead(1) === 'Word') && !startsClause(p, 1)) withDataCategory(p);
  else if (atName(p, 'option')) {
    name(p);
    withArgument(p);
  } else p.problem('missing-option');
  p.close(clause, 'WithClause');
}

function withArgument(p: Parser): void {
  if (p.atKind('LeftParen')) bindingList(p);
  else if (p.atKind('Equals')) {
    p.bump();
    if (!requiredValue(p)) p.problem('missing-value');
  } else if (p.word === 'IN') {
    p.bumpKeyword();
    if (p.atKind('LeftParen')) valueList(p, '');
    else p.problem('in-needs-list');
  }
}

/** 'DATA' 'CATEGORY' DataCategoryFilter ('AND' DataCategoryFilter)* */
function withDataCategory(p: Parser): void {
  const node = p.open();
  p.bumpKeyword();
  requireWord(p, 'CATEGORY', 'missing-category');
  do {
    p.turn();
    dataCategoryFilter(p);
  } while (p.eat('AND'));
  p.close(node, 'WithDataCategory');
}

/** Name ('AT'|'ABOVE'|'BELOW'|'ABOVE_OR_BELOW') (Name | '(' Name,* ')') */
function dataCategoryFilter(p: Parser): void {
  const node = p.open();
  requiredName(p, 'data-category-group');
  if (p.eat('AT') || p.eat('ABOVE') || p.eat('BELOW') || p.eat('ABOVE_OR_BELOW')) {
    if (p.atKind('LeftParen')) {
      p.bump();
      commaList(p, 'data-category', dataCategory, endsList);
      closeParen(p);
    } else requiredName(p, 'data-category');
  } else p.problem('missing-category-operator');
  p.close(node, 'DataCategoryFilter');
}

function dataCategory(p: Parser): boolean {
  if (!atName(p, 'data-category')) return false;
  name(p);
  return true;
}
