import { startOfDay, zoneOffset } from './timeZone.ts';

/** How the organization counts its fiscal years. */
export interface FiscalYear {
  /** From 1 (January) to 12. */
  readonly startMonth: number;
  /** True: the year is named after the calendar year in which it starts; else after the one in which it ends. */
  readonly namedByStart: boolean;
}

/** What date literals depend on. */
export interface Clock {
  readonly now: Date;
  /** IANA name of the user's time zone. */
  readonly timeZone: string;
  readonly fiscalYear: FiscalYear;
}

/** Days since 1970; `to` is the first day after the range. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR' | 'FISCAL_QUARTER' | 'FISCAL_YEAR';

const DAY = 86_400_000;
const SINGLE_DAYS: Readonly<Record<string, number>> = { YESTERDAY: -1, TODAY: 0, TOMORROW: 1 };
const UNITS = 'DAY|WEEK|MONTH|QUARTER|YEAR|FISCAL_QUARTER|FISCAL_YEAR';
const NEAR = new RegExp(`^(LAST|THIS|NEXT)_(${UNITS})$`);
const COUNTED = new RegExp(`^(?:(LAST|NEXT)_N_(${UNITS})S|N_(${UNITS})S_AGO)$`);
const NEAR_BY: Readonly<Record<string, number>> = { LAST: -1, THIS: 0, NEXT: 1 };

/**
 * The days that a date literal stands for, in the user's time zone.
 * @param name such as `THIS_WEEK` or `LAST_N_DAYS`, in any case
 * @param count the number after the colon; undefined where there is none
 * @returns undefined for a name that is no date literal, or one that lacks its number or has one too many
 * @see https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm
 */
export function dateLiteralRange(name: string, count: number | undefined, clock: Clock): DayRange | undefined {
  const literal = name.toUpperCase();
  return count === undefined ? plainRange(literal, clock) : countedRange(literal, count, clock);
}

/** The range of instants, in milliseconds, that a range of days covers in the user's time zone. */
export function instantsOf(range: DayRange, timeZone: string): { readonly from: number; readonly to: number } {
  return { from: startOfDay(timeZone, range.from), to: startOfDay(timeZone, range.to) };
}

/** `2026-05-01` */
export function dayText(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** `2026-05-01T07:25:37.000+0000` */
export function instantText(instant: number): string {
  return new Date(instant).toISOString().replace('Z', '+0000');
}

function plainRange(literal: string, clock: Clock): DayRange | undefined {
  const single = SINGLE_DAYS[literal];
  if (single !== undefined) return units('DAY', single, single + 1, clock);
  if (literal === 'LAST_90_DAYS') return units('DAY', -90, 1, clock);
  if (literal === 'NEXT_90_DAYS') return units('DAY', 1, 91, clock);
  const [, near, unit] = NEAR.exec(literal) ?? [];
  if (!near || !unit || unit === 'DAY') return undefined;
  const first = NEAR_BY[near] ?? 0;
  return units(unit as Unit, first, first + 1, clock);
}

function countedRange(literal: string, count: number, clock: Clock): DayRange | undefined {
  const [, direction, unit, unitAgo] = COUNTED.exec(literal) ?? [];
  if (unitAgo) return units(unitAgo as Unit, -count, -count + 1, clock);
  if (!direction || !unit) return undefined;
  if (direction === 'NEXT') return units(unit as Unit, 1, count + 1, clock);
  // Of all the ranges into the past, only the one counted in days reaches into the present.
  return units(unit as Unit, -count, unit === 'DAY' ? 1 : 0, clock);
}

/** From the start of the unit that lies `first` units from now to the start of the one `end` units from now. */
function units(unit: Unit, first: number, end: number, clock: Clock): DayRange {
  return { from: unitStart(unit, first, clock), to: unitStart(unit, end, clock) };
}

function unitStart(unit: Unit, steps: number, { now, timeZone, fiscalYear }: Clock): number {
  const today = Math.floor((now.getTime() + zoneOffset(timeZone, now.getTime())) / DAY);
  const date = new Date(today * DAY);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const fiscalMonth = (month - (fiscalYear.startMonth - 1) + 12) % 12;
  switch (unit) {
    case 'DAY':
      return today + steps;
    case 'WEEK':
      return today - date.getUTCDay() + 7 * steps;
    case 'MONTH':
      return monthStart(year, month + steps);
    case 'QUARTER':
      return monthStart(year, month - (month % 3) + 3 * steps);
    case 'YEAR':
      return monthStart(year + steps, 0);
    case 'FISCAL_QUARTER':
      return monthStart(year, month - (fiscalMonth % 3) + 3 * steps);
    case 'FISCAL_YEAR':
      return monthStart(year + steps, month - fiscalMonth);
    default:
      return unit satisfies never;
  }
}

function monthStart(year: number, month: number): number {
  return Date.UTC(year, month, 1) / DAY;
}
