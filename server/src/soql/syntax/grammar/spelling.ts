import type { Parser } from '../events.ts';
import type { Keyword } from '../keywords.ts';
import type { ProblemCode } from '../messages.ts';

/** Takes a keyword that must be here, also if it is misspelt; else reports its lack. */
export function requireWord(p: Parser, word: Keyword, code: ProblemCode): boolean {
  if (p.eat(word)) return true;
  if (misspelt(p, [word]) !== '') {
    bumpMisspelt(p, word);
    return true;
  }
  p.problem(code);
  return false;
}

const CLAUSE_WORDS: readonly Keyword[] = [
  'FROM',
  'USING',
  'WHERE',
  'WITH',
  'GROUP',
  'HAVING',
  'ORDER',
  'LIMIT',
  'OFFSET',
];

/** The clause whose first word is misspelt here, or ''. */
export function misspeltClause(p: Parser): Keyword | '' {
  return misspelt(p, CLAUSE_WORDS);
}

/** The word of the list that the current one resembles, or ''. */
export function misspelt(p: Parser, words: readonly Keyword[]): Keyword | '' {
  if (!p.atKind('Word') || p.word !== '') return '';
  const written = p.textAhead().toUpperCase();
  return words.find(word => resembles(written, word)) ?? '';
}

/** Takes a misspelt keyword as the keyword that was meant. */
export function bumpMisspelt(p: Parser, meant: string): void {
  p.problem('misspelt-keyword', p.textAhead(), meant);
  p.bumpKeyword();
}

/** Whether one letter is missing, added, wrong or exchanged with its neighbour. */
function resembles(written: string, meant: string): boolean {
  const difference = written.length - meant.length;
  if (difference < -1 || difference > 1 || written === meant) return false;
  let same = 0;
  while (same < written.length && written[same] === meant[same]) same++;
  if (difference > 0) return written.slice(same + 1) === meant.slice(same);
  if (difference < 0) return written.slice(same) === meant.slice(same + 1);
  if (written.slice(same + 1) === meant.slice(same + 1)) return meant.length > 2;
  return (
    written[same] === meant[same + 1] &&
    written[same + 1] === meant[same] &&
    written.slice(same + 2) === meant.slice(same + 2)
  );
}
