import type { Parser } from '../events.ts';
import { isReserved } from '../keywords.ts';
import type { NameRole, RequiredRole } from '../roles.ts';
import { mayStartClause, startsClause } from './ends.ts';
import { misplaced } from './recovery.ts';

/** Whether a name stands here: a word that is not reserved and does not start a clause. */
export function atName(p: Parser, role: NameRole): boolean {
  p.wants(role);
  return p.atKind('Word') && (p.word === '' || (!isReserved(p.word) && !startsClause(p)));
}

export function name(p: Parser): void {
  const marker = p.open();
  p.bump('Word');
  p.close(marker, 'Name');
}

/** A name that must be here. */
export function requiredName(p: Parser, role: RequiredRole): void {
  if (atName(p, role)) name(p);
  else p.problem(`missing-${role}`);
}

/** Name ('.' Name)*, with no space before a dot. */
export function fieldPath(p: Parser, role: NameRole): void {
  const path = p.open();
  name(p);
  while (p.atKind('Dot')) {
    if (!p.joined) p.problem('space-before-dot');
    p.bump();
    if (atName(p, role) || (p.atKind('Word') && p.joined)) name(p);
    else if (p.atKind('Unknown') && p.textAhead() === '*') misplaced(p, 'sql-star');
    else p.problem('missing-name-after-dot');
  }
  p.close(path, 'FieldPath');
}

/** A reserved word where only an alias makes sense. */
function isReservedAlias(p: Parser): boolean {
  if (p.word === 'FROM' || p.word === 'SELECT') return false;
  return isReserved(p.word) && p.kindAhead(-1) !== 'Comma' && p.wordAhead(1) === 'FROM';
}

/** A word that is not reserved, starts no clause and does not look like another field. */
export function optAlias(p: Parser): void {
  p.wants('alias');
  if (isReservedAlias(p)) p.problem('reserved-word', p.textAhead());
  else if (!p.atKind('Word') || isReserved(p.word) || mayStartClause(p)) return;
  if (p.kindAhead(1) === 'Dot' || p.kindAhead(1) === 'LeftParen') return; // a field whose comma is missing
  const alias = p.open();
  name(p);
  p.close(alias, 'Alias');
}
