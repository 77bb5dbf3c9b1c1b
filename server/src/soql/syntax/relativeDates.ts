// The 44 date literals of "Date Formats and Date Literals" in the SOQL reference.

const UNITS = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR'];

/** Those that stand alone. */
export const FIXED_DATES: readonly string[] = [
  'YESTERDAY',
  'TODAY',
  'TOMORROW',
  ...UNITS.slice(1).flatMap(unit => [`LAST_${unit}`, `THIS_${unit}`, `NEXT_${unit}`]),
  'LAST_90_DAYS',
  'NEXT_90_DAYS',
];

/** Those that are followed by `:n`, an unsigned whole number. */
export const COUNTED_DATES: readonly string[] = UNITS.flatMap(unit => [
  `LAST_N_${unit}S`,
  `NEXT_N_${unit}S`,
  `N_${unit}S_AGO`,
]);

const ALL = new Map([
  ...FIXED_DATES.map(name => [name, false] as const),
  ...COUNTED_DATES.map(name => [name, true] as const),
]);

/** Whether the word, in any case, is a date literal. */
export function isRelativeDate(word: string): boolean {
  return ALL.has(word.toUpperCase());
}

/** Whether the date literal is followed by `:n`. */
export function takesNumber(word: string): boolean {
  return ALL.get(word.toUpperCase()) === true;
}
