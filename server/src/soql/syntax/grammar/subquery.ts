import type { Parser, QueryPlace } from '../events.ts';
import { optAlias } from './names.ts';
import { closeParen, endsList, skip } from './recovery.ts';

/** Whether the parenthesis here opens a query. */
export function atSubquery(p: Parser): boolean {
  return p.wordAhead(1) === 'SELECT' || (p.wordAhead(1) === 'FROM' && p.kindAhead(2) === 'Word');
}

/** '(' Query ')' Alias? */
export function subquery(p: Parser, place: QueryPlace): void {
  const node = p.open();
  if (p.enter()) {
    p.bump();
    p.query(p, place);
    closeParen(p);
    p.leave();
    optAlias(p);
  } else skip(p, endsList, 'nested-too-deep');
  p.close(node, 'Subquery');
}
