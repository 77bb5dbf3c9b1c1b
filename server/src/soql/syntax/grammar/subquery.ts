import type { Parser, QueryPlace } from '../events.ts';
import { endsList } from './ends.ts';
import { optAlias } from './names.ts';
import { closeParen, skip } from './recovery.ts';

/** Whether the parenthesis here opens a query: one with a SELECT, or at least with a FROM before it closes. */
export function atSubquery(p: Parser): boolean {
  if (p.wordAhead(1) === 'SELECT') return true;
  for (let ahead = 1; ahead < MAX_LIST; ahead++) {
    const kind = p.kindAhead(ahead);
    if (p.wordAhead(ahead) === 'FROM') return true;
    if (kind !== 'Word' && kind !== 'Comma' && kind !== 'Dot') break;
  }
  return false;
}

/** How far a FROM is looked for. */
const MAX_LIST = 500;

/** '(' Query ')' Alias?   begins with SELECT where the parenthesis is missing */
export function subquery(p: Parser, place: QueryPlace): void {
  const node = p.open();
  if (p.enter()) {
    if (!p.eatKind('LeftParen')) p.problem('missing-open-paren');
    p.query(p, place);
    closeParen(p);
    p.leave();
    optAlias(p);
  } else skip(p, endsList, 'nested-too-deep');
  p.close(node, 'Subquery');
}
