import type { Value } from './objects.ts';
import type { Literal } from './spec.ts';
import { now, type Setting } from './world.ts';

export type Relative = Extract<Literal, { kind: 'relative' }>;

/** Dates as a person with a calendar on the wall would count them, in the user's time zone. */
export interface Calendar {
  /** Before (-1), inside (0) or behind (1) the range of a date literal: seen from its first and from its last day. */
  sides(value: Value, literal: Relative): [number, number];
  /** The result of a date function. `local`: of the user's clock, else of UTC. */
  part(name: string, value: Value, local: boolean): Value;
  /** `2026-05-13 23:00:00` on the user's clock. */
  localText(instant: string): string;
}

export function calendarOf({ timeZone, fiscalStart, fiscalNamedByStart }: Setting): Calendar {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const known = new Map<string, string>();
  const localText = (value: string): string => {
    const text = known.get(value) ?? format.format(new Date(value.replace('+0000', 'Z')));
    known.set(value, text);
    return text;
  };
  const localDay = (value: string): string => (value.length === 10 ? value : localText(value).slice(0, 10));
  const today = format.format(now).slice(0, 10);

  /** Numbers the units from an arbitrary one on, so that neighbours differ by one. */
  const unitNumber = (unit: string, day: string): number => {
    const [year = 0, month = 0] = day.split('-').map(Number);
    const days = Date.parse(day) / 86_400_000;
    const months = year * 12 + month - 1;
    switch (unit) {
      case 'DAY':
        return days;
      case 'WEEK':
        // The facts sheet does not say on which day a week begins; Salesforce's documentation says Sunday for en_US.
        return Math.floor((days + 4) / 7);
      case 'MONTH':
        return months;
      case 'QUARTER':
        return Math.floor(months / 3);
      case 'YEAR':
        return year;
      case 'FISCAL_QUARTER':
        return Math.floor((months - fiscalStart + 1) / 3);
      default:
        return Math.floor((months - fiscalStart + 1) / 12);
    }
  };

  return {
    localText,
    sides(value, literal) {
      const { unit, from, to } = unitsOf(literal);
      const distance = unitNumber(unit, localDay(String(value))) - unitNumber(unit, today);
      return [distance < from ? -1 : distance > to ? 1 : 0, distance > to ? 1 : distance < from ? -1 : 0];
    },
    part(name, value, local) {
      if (typeof value !== 'string') return null;
      const text = local ? localText(value) : value;
      const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
      const dayInYear = (Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1)) / 86_400_000 + 1;
      const fiscalMonth = ((month - fiscalStart + 12) % 12) + 1;
      // The facts sheet does not say what a fiscal year is called; the Organization's own field says it.
      const begun = month >= fiscalStart ? year : year - 1;
      const parts: Readonly<Record<string, Value>> = {
        CALENDAR_YEAR: year,
        CALENDAR_QUARTER: Math.ceil(month / 3),
        CALENDAR_MONTH: month,
        DAY_IN_MONTH: day,
        DAY_IN_WEEK: new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1,
        DAY_IN_YEAR: dayInYear,
        DAY_ONLY: text.slice(0, 10),
        WEEK_IN_MONTH: Math.ceil(day / 7),
        WEEK_IN_YEAR: Math.ceil(dayInYear / 7),
        FISCAL_YEAR: fiscalNamedByStart || fiscalStart === 1 ? begun : begun + 1,
        FISCAL_QUARTER: Math.ceil(fiscalMonth / 3),
        FISCAL_MONTH: fiscalMonth,
        HOUR_IN_DAY: Number(text.slice(11, 13)),
      };
      return parts[name] ?? null;
    },
  };
}

function unitsOf({ name, count = 0 }: Relative): { unit: string; from: number; to: number } {
  const fixed: Readonly<Record<string, readonly [number, number]>> = {
    YESTERDAY: [-1, -1],
    TODAY: [0, 0],
    TOMORROW: [1, 1],
    LAST_90_DAYS: [-90, 0],
    NEXT_90_DAYS: [1, 90],
  };
  const days = fixed[name];
  if (days) return { unit: 'DAY', from: days[0], to: days[1] };
  const unit = name.replace(/^(LAST_N|NEXT_N|N|LAST|THIS|NEXT)_/, '').replace(/S(_AGO)?$/, '');
  if (name.endsWith('_AGO')) return { unit, from: -count, to: -count };
  // Whether the present belongs to the last n: only where they are days.
  if (name.startsWith('LAST_N')) return { unit, from: -count, to: unit === 'DAY' ? 0 : -1 };
  if (name.startsWith('NEXT_N')) return { unit, from: 1, to: count };
  const place = ['LAST', 'THIS', 'NEXT'].indexOf(name.split('_')[0] ?? '') - 1;
  return { unit, from: place, to: place };
}
