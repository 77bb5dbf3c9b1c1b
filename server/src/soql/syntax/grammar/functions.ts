import type { Parser } from '../events.ts';

/**
 * The arguments that each function takes, a letter for each: f a field, c a function call, v a literal or bind. All
 * other functions take one field or call; whether they exist is for the org to say.
 */
const SHAPES: Readonly<Record<string, readonly string[]>> = {
  COUNT: ['', 'f'],
  FIELDS: ['f'],
  DISTANCE: ['fcv', 'fvv'],
  GEOLOCATION: ['vv'],
  FORMULA: ['v'],
  GROUPING: ['f'],
};
const DEFAULT_SHAPES: readonly string[] = ['f', 'c'];

/** Reports arguments of the wrong number or kind for the function, at the token behind them. */
export function checkArguments(p: Parser, functionName: string, shape: string, start: number): void {
  if (shape.includes('*') || !p.atKind('RightParen')) return;
  if (!(SHAPES[functionName] ?? DEFAULT_SHAPES).includes(shape)) p.problemSince(start, 'bad-arguments', functionName);
}
