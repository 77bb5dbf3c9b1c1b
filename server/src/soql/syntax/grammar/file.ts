import type { Parser } from '../events.ts';
import { query } from './query.ts';
import { misspelt, skip, startsClause } from './recovery.ts';
import { soslQuery } from './sosl.ts';

/** (Query | SoslQuery | ';')* */
export function file(p: Parser): void {
  let isFirst = true;
  for (;;) {
    p.turn();
    while (p.eatKind('Semicolon')) isFirst = true;
    if (isFirst) {
      p.wantsWord('SELECT');
      p.wantsWord('FIND');
    } else if (!p.atKind('End')) p.problem('missing-semicolon');
    if (p.atKind('End')) return;
    isFirst = false;
    statement(p);
  }
}

function statement(p: Parser): void {
  const meant = p.word === '' ? misspelt(p, ['SELECT', 'FIND']) : p.word;
  if (meant !== p.word) p.problem('misspelt-keyword', p.textAhead(), meant);
  if (meant === 'SELECT') query(p, 'statement');
  else if (meant === 'FIND') soslQuery(p);
  else if (startsClause(p)) query(p, 'statement');
  else skip(p, q => q.word === 'SELECT' || q.word === 'FIND', 'expected-statement');
}
