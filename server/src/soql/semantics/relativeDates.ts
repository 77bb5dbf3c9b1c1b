// The days that a relative date stands for.
// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm

export interface DayRange {
  /** First and last day, as YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
}

interface Month {
  readonly year: number;
  /** 0 to 11. */
  readonly month: number;
}

const monthsOf: Readonly<Record<string, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

/**
 * The days of a relative date on a given day (YYYY-MM-DD). Undefined for weeks and fiscal periods: when those begin is
 * for the user's locale and the organization's settings to say; and for days that no calendar has.
 */
export function daysOf(name: string, count: number, today: string): DayRange | undefined {
  const days = fixedDays(name, today) ?? countedDays(name, count, today) ?? calendarDays(name, count, today);
  return days && isDay(days.from) && isDay(days.to) ? days : undefined;
}

/** Years of four digits: a count may lead anywhere. */
const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);

function fixedDays(name: string, today: string): DayRange | undefined {
  const offset = { YESTERDAY: -1, TODAY: 0, TOMORROW: 1 }[name];
  return offset === undefined ? undefined : days(today, offset, offset);
}

function countedDays(name: string, count: number, today: string): DayRange | undefined {
  const n = name.endsWith('_90_DAYS') ? 90 : count;
  if (name === 'LAST_N_DAYS' || name === 'LAST_90_DAYS') return days(today, -n, 0);
  if (name === 'NEXT_N_DAYS' || name === 'NEXT_90_DAYS') return days(today, 1, n);
  return name === 'N_DAYS_AGO' ? days(today, -n, -n) : undefined;
}

function days(today: string, from: number, to: number): DayRange {
  return { from: plusDays(today, from), to: plusDays(today, to) };
}

/** Months, quarters and years: whole periods, counted from the one that today is in. */
function calendarDays(name: string, count: number, today: string): DayRange | undefined {
  const [, position = '', single] = /^(LAST|THIS|NEXT)_(MONTH|QUARTER|YEAR)$/.exec(name) ?? [];
  if (single) {
    const at = { LAST: -1, THIS: 0, NEXT: 1 }[position] ?? 0;
    return periods(single, at, at, today);
  }
  const [, side, several] = /^(LAST|NEXT)_N_(MONTH|QUARTER|YEAR)S$/.exec(name) ?? [];
  if (several) return side === 'LAST' ? periods(several, -count, -1, today) : periods(several, 1, count, today);
  const [, ago] = /^N_(MONTH|QUARTER|YEAR)S_AGO$/.exec(name) ?? [];
  return ago ? periods(ago, -count, -count, today) : undefined;
}

/** From the first day of one period to the last day of another. */
function periods(unit: string, first: number, last: number, today: string): DayRange {
  const length = monthsOf[unit] ?? 1;
  const now: Month = { year: Number(today.slice(0, 4)), month: Number(today.slice(5, 7)) - 1 };
  const start = now.month - (now.month % length);
  const firstDay = new Date(Date.UTC(now.year, start + first * length, 1));
  const lastDay = new Date(Date.UTC(now.year, start + (last + 1) * length, 0));
  return { from: isoDay(firstDay), to: isoDay(lastDay) };
}

function plusDays(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return isoDay(new Date(Date.UTC(year, month - 1, date + count)));
}

function isoDay(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, -'T00:00:00.000Z'.length);
}
