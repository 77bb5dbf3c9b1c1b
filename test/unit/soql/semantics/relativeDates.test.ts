import assert from 'node:assert/strict';
import { daysOf } from '../../../../server/src/soql/semantics/relativeDates.ts';

describe('the days of relative dates on 2026-08-14', () => {
  const check = (literal: string, expected: string | undefined) =>
    it(`${literal}: ${expected ?? 'not known'}`, () => {
      const [name = '', count = '0'] = literal.split(':');
      const days = daysOf(name, Number(count), '2026-08-14');
      assert.equal(days && `${days.from} to ${days.to}`, expected);
    });
  check('TODAY', '2026-08-14 to 2026-08-14');
  check('YESTERDAY', '2026-08-13 to 2026-08-13');
  check('TOMORROW', '2026-08-15 to 2026-08-15');
  check('THIS_MONTH', '2026-08-01 to 2026-08-31');
  check('LAST_MONTH', '2026-07-01 to 2026-07-31');
  check('NEXT_MONTH', '2026-09-01 to 2026-09-30');
  check('THIS_QUARTER', '2026-07-01 to 2026-09-30');
  check('LAST_QUARTER', '2026-04-01 to 2026-06-30');
  check('NEXT_YEAR', '2027-01-01 to 2027-12-31');
  check('LAST_90_DAYS', '2026-05-16 to 2026-08-14');
  check('NEXT_N_DAYS:3', '2026-08-15 to 2026-08-17');
  check('LAST_N_DAYS:3', '2026-08-11 to 2026-08-14');
  check('N_DAYS_AGO:14', '2026-07-31 to 2026-07-31');
  check('LAST_N_MONTHS:8', '2025-12-01 to 2026-07-31');
  check('NEXT_N_QUARTERS:2', '2026-10-01 to 2027-03-31');
  check('N_YEARS_AGO:2', '2024-01-01 to 2024-12-31');
  check('N_QUARTERS_AGO:3', '2025-10-01 to 2025-12-31');
  check('THIS_WEEK', undefined);
  check('LAST_FISCAL_YEAR', undefined);
  check('LAST_N_WEEKS:2', undefined);
  check('N_YEARS_AGO:3000', undefined);
  check('NEXT_N_YEARS:99999', undefined);
  check('LAST_N_DAYS:999999999999', undefined);
  check('N_YEARS_AGO:many', undefined);
});
