import type { Parser } from '../events.ts';
import { isReserved } from '../keywords.ts';
import type { RequiredRole } from '../roles.ts';
import { mayStartClause } from './ends.ts';
import { skip } from './recovery.ts';

/**
 * `item, item, …` up to where `ends` says. The item rule gives false when nothing that it knows starts here. Missing and
 * superfluous commas are reported, and tokens that fit nowhere are kept in an Error node.
 */
export function commaList(
  p: Parser,
  role: RequiredRole,
  item: (p: Parser) => boolean,
  ends: (p: Parser) => boolean,
): void {
  for (;;) {
    p.turn();
    if (!item(p)) {
      if (p.atKind('Comma')) p.problem('extra-comma');
      else if (ends(p)) {
        p.problem(`missing-${role}`);
        return;
      } else skip(p, atCommaOr(ends));
    }
    p.wantsWord(',');
    while (!p.atKind('Comma') && !ends(p) && !mayStartClause(p)) {
      p.turn();
      if (atItem(p)) {
        p.problem('missing-comma', p.textAhead());
        if (item(p)) continue;
      }
      skip(p, atCommaOr(ends));
    }
    if (!p.eatKind('Comma')) return;
  }
}

/** Whether an item whose comma is missing seems to start here. */
function atItem(p: Parser): boolean {
  return p.atKind('Word') ? !isReserved(p.word) : p.atKind('LeftParen') && p.wordAhead(1) === 'SELECT';
}

const atCommaOr =
  (ends: (p: Parser) => boolean) =>
  (p: Parser): boolean =>
    p.atKind('Comma') || ends(p);
