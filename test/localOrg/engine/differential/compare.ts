import type { Calendar } from './dates.ts';
import type { Value } from './objects.ts';
import type { Comparison, Literal } from './spec.ts';

/** Texts compare without case. */
export const folded = (value: Value): Value => (typeof value === 'string' ? value.toLowerCase() : value);

/** Negative, zero or positive, of two values of one kind. */
export function order(a: Value, b: Value): number {
  const [left, right] = [folded(a) ?? '', folded(b) ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * Whether a comparison holds. The facts sheet does not say what an empty field does: here and in the engine every
 * comparison with one is false, save that with null, and != and NOT IN are true where = and IN are false.
 */
export function compares(value: Value, { operator, values }: Comparison, calendar: Calendar): boolean {
  const [first = { kind: 'null' } as Literal] = values;
  const isEqual = (literal: Literal): boolean => equals(value, literal, calendar);
  switch (operator) {
    case '=':
      return isEqual(first);
    case '!=':
      return !isEqual(first);
    case 'IN':
      return values.some(isEqual);
    case 'NOT IN':
      return !values.some(isEqual);
    case 'LIKE':
      return typeof value === 'string' && first.kind === 'pattern' && likeExpression(first.value).test(value);
    case 'INCLUDES':
      return values.some(each => includes(value, each));
    case 'EXCLUDES':
      return !values.some(each => includes(value, each));
    default: {
      if (value === null || first.kind === 'null') return false;
      const exact = first.kind === 'relative' ? 0 : order(value, plainValue(first));
      const [low, high] = first.kind === 'relative' ? calendar.sides(value, first) : [exact, exact];
      if (operator === '<') return low < 0;
      if (operator === '<=') return high <= 0;
      return operator === '>' ? high > 0 : low >= 0;
    }
  }
}

function equals(value: Value, literal: Literal, calendar: Calendar): boolean {
  if (literal.kind === 'null') return value === null || value === false;
  // Also a checkbox of a parent that does not exist counts as unchecked; the facts sheet does not say so.
  if (value === null) return literal.kind === 'boolean' && !literal.value;
  if (literal.kind === 'relative') return calendar.sides(value, literal).every(side => side === 0);
  if (literal.kind === 'id') return String(value).slice(0, 15) === literal.value.slice(0, 15);
  return folded(value) === folded(plainValue(literal));
}

function plainValue(literal: Exclude<Literal, { kind: 'null' | 'relative' }>): Value {
  if (literal.kind !== 'datetime') return literal.value;
  return new Date(literal.value).toISOString().replace('Z', '+0000');
}

/** In a pattern, `%` is any text, `_` any character, and a backslash takes the meaning of the next character away. */
function likeExpression(pattern: string): RegExp {
  let source = '';
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index] ?? '';
    if (character === '\\') source += escaped(pattern[++index] ?? '');
    else if (character === '%') source += '[\\s\\S]*';
    else source += character === '_' ? '[\\s\\S]' : escaped(character);
  }
  return new RegExp(`^${source}$`, 'i');
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function includes(value: Value, literal: Literal): boolean {
  if (typeof value !== 'string' || literal.kind !== 'text') return false;
  const selected = value.split(';');
  return literal.value.split(';').every(each => selected.includes(each));
}
