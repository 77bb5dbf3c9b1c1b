import assert from 'node:assert/strict';
import {
  type Clock,
  dateLiteralRange,
  dayText,
  instantsOf,
  instantText,
} from '../../../../server/src/localOrg/engine/dates.ts';
import { check, refusedFor } from './org.ts';

/** Wednesday, 13 May 2026, 23:00 in Los Angeles. */
const clock: Clock = {
  now: new Date('2026-05-14T06:00:00Z'),
  timeZone: 'America/Los_Angeles',
  fiscalYear: { startMonth: 2, namedByStart: false },
};

/** First and last day of a date literal. */
function checkLiteral(literal: string, expected: string): void {
  const [name = '', count] = literal.split(':');
  const range = dateLiteralRange(name, count === undefined ? undefined : Number(count), clock);
  assert.equal(range && `${dayText(range.from)} ${dayText(range.to - 1)}`, expected, literal);
}

describe('date literals', () => {
  const literals: Readonly<Record<string, string>> = {
    YESTERDAY: '2026-05-12 2026-05-12',
    TODAY: '2026-05-13 2026-05-13',
    tomorrow: '2026-05-14 2026-05-14',
    LAST_WEEK: '2026-05-03 2026-05-09',
    THIS_WEEK: '2026-05-10 2026-05-16',
    NEXT_WEEK: '2026-05-17 2026-05-23',
    LAST_MONTH: '2026-04-01 2026-04-30',
    THIS_MONTH: '2026-05-01 2026-05-31',
    NEXT_MONTH: '2026-06-01 2026-06-30',
    LAST_QUARTER: '2026-01-01 2026-03-31',
    THIS_QUARTER: '2026-04-01 2026-06-30',
    NEXT_QUARTER: '2026-07-01 2026-09-30',
    LAST_YEAR: '2025-01-01 2025-12-31',
    THIS_YEAR: '2026-01-01 2026-12-31',
    NEXT_YEAR: '2027-01-01 2027-12-31',
    LAST_FISCAL_QUARTER: '2026-02-01 2026-04-30',
    THIS_FISCAL_QUARTER: '2026-05-01 2026-07-31',
    NEXT_FISCAL_QUARTER: '2026-08-01 2026-10-31',
    LAST_FISCAL_YEAR: '2025-02-01 2026-01-31',
    THIS_FISCAL_YEAR: '2026-02-01 2027-01-31',
    NEXT_FISCAL_YEAR: '2027-02-01 2028-01-31',
    LAST_90_DAYS: '2026-02-12 2026-05-13',
    NEXT_90_DAYS: '2026-05-14 2026-08-11',
    'LAST_N_DAYS:1': '2026-05-12 2026-05-13',
    'NEXT_N_DAYS:2': '2026-05-14 2026-05-15',
    'N_DAYS_AGO:2': '2026-05-11 2026-05-11',
    'LAST_N_WEEKS:2': '2026-04-26 2026-05-09',
    'NEXT_N_WEEKS:1': '2026-05-17 2026-05-23',
    'N_WEEKS_AGO:2': '2026-04-26 2026-05-02',
    'LAST_N_MONTHS:2': '2026-03-01 2026-04-30',
    'NEXT_N_MONTHS:2': '2026-06-01 2026-07-31',
    'N_MONTHS_AGO:5': '2025-12-01 2025-12-31',
    'LAST_N_QUARTERS:2': '2025-10-01 2026-03-31',
    'NEXT_N_QUARTERS:1': '2026-07-01 2026-09-30',
    'N_QUARTERS_AGO:1': '2026-01-01 2026-03-31',
    'LAST_N_YEARS:2': '2024-01-01 2025-12-31',
    'NEXT_N_YEARS:2': '2027-01-01 2028-12-31',
    'N_YEARS_AGO:1': '2025-01-01 2025-12-31',
    'LAST_N_FISCAL_QUARTERS:1': '2026-02-01 2026-04-30',
    'NEXT_N_FISCAL_QUARTERS:1': '2026-08-01 2026-10-31',
    'N_FISCAL_QUARTERS_AGO:2': '2025-11-01 2026-01-31',
    'LAST_N_FISCAL_YEARS:1': '2025-02-01 2026-01-31',
    'NEXT_N_FISCAL_YEARS:1': '2027-02-01 2028-01-31',
    'N_FISCAL_YEARS_AGO:1': '2025-02-01 2026-01-31',
  };

  it('stand for days in the user’s time zone', () => {
    for (const [literal, expected] of Object.entries(literals)) checkLiteral(literal, expected);
  });

  it('need their number, and take none otherwise', () => {
    for (const [name, count] of [
      ['LAST_N_DAYS', undefined],
      ['TODAY', 1],
      ['THIS_DAY', undefined],
      ['SOON', undefined],
    ] as const) {
      assert.equal(dateLiteralRange(name, count, clock), undefined, name);
    }
  });

  it('last 23 or 25 hours when the clocks change', () => {
    const hours = (instant: string): string => {
      const now = new Date(instant);
      const range = dateLiteralRange('TODAY', undefined, { ...clock, now });
      const { from, to } = instantsOf(range ?? { from: 0, to: 0 }, clock.timeZone);
      return `${instantText(from)} ${(to - from) / 3_600_000}`;
    };
    assert.equal(hours('2026-03-08T20:00:00Z'), '2026-03-08T08:00:00.000+0000 23');
    assert.equal(hours('2026-11-01T20:00:00Z'), '2026-11-01T07:00:00.000+0000 25');
  });

  it('compare with dates and instants as ranges', () => {
    const opportunities = (where: string, expected: string): void =>
      check(`SELECT Name FROM Opportunity WHERE ${where} ORDER BY Id`, expected.replaceAll(' ', '\n'));
    opportunities('CloseDate = TODAY', 'O1');
    opportunities('CloseDate = last_month', 'O2');
    opportunities('CloseDate != THIS_YEAR', 'O3');
    opportunities('CloseDate < THIS_MONTH', 'O2 O3 O4');
    opportunities('CloseDate <= THIS_MONTH', 'O1 O2 O3 O4');
    opportunities('CloseDate > LAST_QUARTER', 'O1 O2');
    opportunities('CloseDate >= LAST_QUARTER', 'O1 O2 O4');
    opportunities('CloseDate IN (TODAY, 2025-12-31)', 'O1 O3');
    opportunities('CreatedDate = LAST_N_DAYS:1', 'O1');
    // The organization's fiscal year begins in April.
    opportunities('CloseDate = THIS_FISCAL_YEAR', 'O1 O2');
    check('SELECT Name FROM Account WHERE CreatedDate = TODAY', 'Gamma_1');
  });
});

describe('date functions', () => {
  const accounts = (where: string, expected: string): void =>
    check(`SELECT Name FROM Account WHERE ${where} ORDER BY Id`, expected.replaceAll(' ', '\n'));

  it('count in UTC, or in the user’s time zone', () => {
    accounts('DAY_ONLY(CreatedDate) = 2026-05-14', 'Gamma_1');
    accounts('DAY_ONLY(convertTimezone(CreatedDate)) = 2026-05-13', 'Gamma_1');
    accounts('HOUR_IN_DAY(CreatedDate) = 23', 'Acme');
    accounts('HOUR_IN_DAY(convertTimezone(CreatedDate)) = 15', 'Acme');
  });

  it('know weeks, quarters and fiscal years', () => {
    accounts('DAY_IN_WEEK(CreatedDate) = 1', 'beta');
    accounts('DAY_IN_MONTH(CreatedDate) = 14 AND DAY_IN_YEAR(CreatedDate) = 134', 'Gamma_1');
    accounts('WEEK_IN_MONTH(CreatedDate) = 2', 'beta Gamma_1');
    accounts('WEEK_IN_YEAR(CreatedDate) = 1 AND CALENDAR_QUARTER(CreatedDate) = 1', 'Acme');
    accounts(
      'FISCAL_YEAR(CreatedDate) = 2025 AND FISCAL_QUARTER(CreatedDate) = 4 AND FISCAL_MONTH(CreatedDate) = 10',
      'Acme',
    );
  });

  it('refuse other fields and nested calls', () => {
    refusedFor(
      'SELECT Id FROM Account WHERE CALENDAR_YEAR(Name) = 1',
      'INVALID_FIELD',
      'field Name does not support function CALENDAR_YEAR',
    );
    refusedFor(
      'SELECT Id FROM Opportunity WHERE DAY_ONLY(CloseDate) = 2026-01-01',
      'INVALID_FIELD',
      'field CloseDate does not support function DAY_ONLY',
    );
    refusedFor(
      'SELECT Id FROM Account WHERE CALENDAR_YEAR(DAY_ONLY(CreatedDate)) = 1',
      'MALFORMED_QUERY',
      'nested functional syntax can only be used in the following manner: CALENDAR_YEAR(convertTimezone(field))',
    );
    refusedFor(
      'SELECT Id FROM Account WHERE DAY_ONLY(CreatedDate) = TODAY',
      'INVALID_FIELD',
      `value of filter criterion for field 'CreatedDate' must be of type date and should not be enclosed in quotes`,
    );
  });
});
