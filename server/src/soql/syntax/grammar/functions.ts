import type { Parser } from '../events.ts';

/** The arguments a function takes: each way to call it, a letter for each argument, and the same in words. */
interface Signature {
  readonly shapes: readonly string[];
  readonly words: string;
}

/**
 * f is a field, c a function call, v a literal or bind. All other functions take one field or call; whether they exist
 * is for the org to say.
 */
const SIGNATURES: Readonly<Record<string, Signature>> = {
  COUNT: { shapes: ['', 'f'], words: 'one field or nothing' },
  FIELDS: { shapes: ['f'], words: 'ALL, CUSTOM or STANDARD' },
  DISTANCE: { shapes: ['fcv', 'fvv'], words: "a field, a GEOLOCATION and 'mi' or 'km'" },
  GEOLOCATION: { shapes: ['vv'], words: 'a latitude and a longitude' },
  FORMULA: { shapes: ['v'], words: 'one string' },
  GROUPING: { shapes: ['f'], words: 'one field' },
};
const OTHER: Signature = { shapes: ['f', 'c'], words: 'one field' };

/** Reports the argument that starts here if the function takes none like it behind those before it. */
export function reportUnfit(p: Parser, functionName: string, before: string, letter: string): void {
  const { shapes, words } = SIGNATURES[functionName.toUpperCase()] ?? OTHER;
  const isKnown = shapes.some(shape => shape.startsWith(before));
  if (isKnown && !shapes.some(shape => shape.startsWith(before + letter)))
    p.problem('bad-arguments', functionName, words);
}

/** Reports that arguments are missing before the parenthesis that stands here. */
export function reportMissing(p: Parser, functionName: string, found: string): void {
  const { shapes, words } = SIGNATURES[functionName.toUpperCase()] ?? OTHER;
  const isUnfinished = shapes.some(shape => shape.length > found.length && shape.startsWith(found));
  if (isUnfinished && !shapes.includes(found)) p.problem('bad-arguments', functionName, words);
}
