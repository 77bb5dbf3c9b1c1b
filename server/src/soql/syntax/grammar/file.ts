import type { Parser } from '../events.ts';
import { isReserved } from '../keywords.ts';
import { startsClause } from './ends.ts';
import { query } from './query.ts';
import { skip } from './recovery.ts';
import { soslQuery } from './sosl.ts';
import { misspelt } from './spelling.ts';

/** (Query | SoslQuery | ';')* */
export function file(p: Parser): void {
  let isFirst = true;
  for (;;) {
    p.turn();
    while (p.eatKind('Semicolon')) {
      isFirst = true;
      p.startAfresh();
    }
    if (isFirst) {
      p.wantsWord('SELECT');
      p.wantsWord('FIND');
    } else if (!p.atKind('End')) p.problem('missing-semicolon');
    if (p.atKind('End')) return;
    isFirst = !statement(p);
  }
}

/** Query | SoslQuery. False for text that is neither. */
function statement(p: Parser): boolean {
  if (p.word === 'FIND' || misspelt(p, ['FIND']) !== '') soslQuery(p);
  else if (p.word === 'SELECT' || startsClause(p) || misspelt(p, ['SELECT']) !== '' || hasFrom(p))
    query(p, 'statement');
  else {
    skip(p, q => q.word === 'SELECT' || q.word === 'FIND', 'expected-statement');
    return false;
  }
  return true;
}

/** Whether a list of names that ends with FROM stands here: a query without its SELECT. */
function hasFrom(p: Parser): boolean {
  let ahead = 0;
  while (p.kindAhead(ahead) === 'Word' && !isReserved(p.wordAhead(ahead))) {
    ahead++;
    if (p.kindAhead(ahead) === 'Comma' || p.kindAhead(ahead) === 'Dot') ahead++;
  }
  return ahead > 0 && p.wordAhead(ahead) === 'FROM';
}
