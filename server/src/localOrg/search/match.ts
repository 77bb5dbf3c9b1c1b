import { type Term, type Word, wordsIn } from './term.ts';

/** Whether the texts of one record hold what is looked for. */
export function matches(term: Term, texts: readonly string[]): boolean {
  const fields = texts.map(wordsIn);
  const holds = (part: Term): boolean => {
    switch (part.kind) {
      case 'words':
        return fields.some(field => holdsPhrase(field, part.words));
      case 'and':
        return part.parts.every(holds);
      case 'or':
        return part.parts.some(holds);
      case 'not':
        return !holds(part.part);
      default:
        return part satisfies never;
    }
  };
  return holds(term);
}

function holdsPhrase(field: readonly string[], words: readonly Word[]): boolean {
  return field.some((_, start) => words.every(({ pattern }, index) => fits(pattern, field[start + index] ?? '')));
}

/** Whether a word fits a pattern with the wildcards `*` and `?`. Goes back to the last `*` only, so it is never slow. */
function fits(pattern: string, word: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let index = 0; index < word.length; ) {
    if (pattern[at] === '*') {
      star = at++;
      resume = index;
    } else if (pattern[at] === '?' || pattern[at] === word[index]) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return word !== '' && at === pattern.length;
}
