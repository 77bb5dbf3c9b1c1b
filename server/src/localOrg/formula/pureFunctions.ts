import { id18 } from '../storage/ids.ts';
import { roundTo } from '../storage/scalarValues.ts';
import { type SqlFunction, textFunctions } from './pureTexts.ts';
import { timeFunctions } from './pureTimes.ts';

export type { SqlFunction, Value } from './pureTexts.ts';

/** What formulas need and SQLite does not have, by the name behind `formula_`. None is called with a null. */
export const pureFunctions: Readonly<Record<string, SqlFunction>> = {
  ...textFunctions,
  ...timeFunctions,
  text: (number: number) => plainText(number),
  text_of_datetime: (datetime: string) => `${datetime.slice(0, 10)} ${datetime.slice(11, 19)}Z`,
  value: (text: string) => numberIn(text),
  is_number: (text: string) => (numberIn(text) === null ? 0 : 1),
  round: (number: number, digits: number) => rounded(number, Math.trunc(digits)),
  truncate: (number: number, digits: number) => {
    const power = 10 ** Math.trunc(digits);
    return Math.trunc(number * power) / power;
  },
  mod: (number: number, divisor: number) => (divisor === 0 ? null : number % divisor),
  // Away from zero and towards it; MCEILING and MFLOOR are what mathematicians mean.
  ceiling: (number: number) => Math.sign(number) * Math.ceil(Math.abs(number)),
  floor: (number: number) => Math.trunc(number),
  right: (text: string, count: number) => (count >= 1 ? text.slice(-Math.trunc(count)) : ''),
  upper: (text: string) => text.toUpperCase(),
  lower: (text: string) => text.toLowerCase(),
  find: (wanted: string, text: string, from = 1) => (from < 1 ? 0 : text.indexOf(wanted, from - 1) + 1),
  pad_left: (text: string, length: number, pad = ' ') => padded(text, length, most => text.padStart(most, pad)),
  pad_right: (text: string, length: number, pad = ' ') => padded(text, length, most => text.padEnd(most, pad)),
  matches: (text: string, pattern: string) => (expressionOf(pattern)?.test(text) ? 1 : 0),
  case_safe_id: (id: string) => (id.length === 15 ? id18(id) : id),
  date: (year: number, month: number, day: number) => dateOf(year, month, day),
  date_in: (text: string) => dateIn(text.trim()),
  datetime_in: (text: string) => {
    const [, date = '', ...time] = /^(\S+?)(?: (\d{1,2}):(\d{1,2}):(\d{1,2}))?Z?$/.exec(text.trim()) ?? [];
    const [hour, minute, second] = time.map(part => Number(part ?? 0)) as [number, number, number];
    const day = dateIn(date);
    if (day === null || hour > 23 || minute > 59 || second > 59) return null;
    return `${day}T${[hour, minute, second].map(part => String(part).padStart(2, '0')).join(':')}.000+0000`;
  },
  add_months: (date: string, count: number) => monthsLater(date, Math.trunc(count)),
};

/** As TEXT() prints it: no exponent, no zeros at the end. Null for what is too large to be a number. */
function plainText(number: number): string | null {
  if (!Number.isFinite(number)) return null;
  const text = String(number);
  if (!text.includes('e')) return text;
  return Number.isInteger(number) ? String(BigInt(number)) : number.toFixed(18).replace(/\.?0+$/, '');
}

function numberIn(text: string): number | null {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : null;
}

function rounded(number: number, digits: number): number {
  if (digits >= 0) return roundTo(number, digits);
  const power = 10 ** -digits;
  return roundTo(number / power, 0) * power;
}

/**
 * Characters that a text is padded to at most: far more than the 1,300 that are shown of a result, and few enough for memory.
 * https://help.salesforce.com/s/articleView?id=platform.formula_field_limits.htm
 */
const longestPadded = 3900;

/** A text that is longer is cut. */
function padded(text: string, wanted: number, pad: (length: number) => string): string {
  return text.length >= wanted ? text.slice(0, Math.max(0, wanted)) : pad(Math.min(wanted, longestPadded));
}

const expressions = new Map<string, RegExp | undefined>();

/** REGEX() must match the whole text. Undefined for what is no regular expression. */
function expressionOf(pattern: string): RegExp | undefined {
  if (!expressions.has(pattern)) {
    if (expressions.size > 100) expressions.clear();
    expressions.set(pattern, compiled(pattern));
  }
  return expressions.get(pattern);
}

function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined;
  }
}

function dateIn(text: string): string | null {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  return dateOf(Number(year), Number(month), Number(day));
}

/** Null for what is no day of the calendar. */
function dateOf(year: number, month: number, day: number): string | null {
  const date = new Date(0);
  date.setUTCFullYear(Math.trunc(year), Math.trunc(month) - 1, Math.trunc(day));
  if (Number.isNaN(date.getTime()) || date.getUTCMonth() !== Math.trunc(month) - 1) return null;
  return date.toISOString().slice(0, 10);
}

/** The last day of a month stays the last one. A datetime keeps its time. */
function monthsLater(date: string, count: number): string | null {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number) as [number, number, number];
  const lastOf = (months: number): number => new Date(Date.UTC(year, months, 0)).getUTCDate();
  const isLast = day === lastOf(month);
  const last = lastOf(month + count);
  const later = new Date(Date.UTC(year, month - 1 + count, isLast ? last : Math.min(day, last)));
  return Number.isNaN(later.getTime()) ? null : later.toISOString().slice(0, 10) + date.slice(10);
}
