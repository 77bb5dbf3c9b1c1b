import { FormulaError } from '../errors.ts';
import { sqlOf, type Typed } from '../typed.ts';
import { byRuntime, checkCount, type FormulaFunction, plain } from './function.ts';

export const dateFunctions: Readonly<Record<string, FormulaFunction>> = {
  TODAY: plain([], 'Date', () => 'formula_today()'),
  NOW: plain([], 'DateTime', () => 'formula_now()'),
  DATE: byRuntime('date', ['Number', 'Number', 'Number'], 'Date'),
  YEAR: part(1, 4),
  MONTH: part(6, 2),
  DAY: part(9, 2),
  WEEKDAY: plain(['Date'], 'Number', date => `(CAST(strftime('%w', ${date}) AS INTEGER) + 1)`),
  DATEVALUE: ofDate,
  DATETIMEVALUE: ofDateTime,
  ADDMONTHS(parameters, of) {
    checkCount(parameters, of, 2);
    const [day, months] = parameters as [Typed, Typed];
    const type = day.type === 'DateTime' ? 'DateTime' : 'Date';
    return { type, sql: `formula_add_months(${sqlOf(day, of, type)}, ${sqlOf(months, of, 'Number')})` };
  },
};

function part(from: number, length: number): FormulaFunction {
  return plain(['Date'], 'Number', date => `CAST(substr(${date}, ${from}, ${length}) AS INTEGER)`);
}

/** The day on the user's calendar, or the one that a text writes as `2026-05-01`. */
function ofDate(parameters: readonly Typed[], of: string): Typed {
  checkCount(parameters, of, 1);
  const [given] = parameters as [Typed];
  const work = given.type === 'DateTime' ? 'formula_local_date' : 'formula_date_in';
  return { type: 'Date', sql: `${work}(${sqlOf(given, of, 'Text', 'DateTime')})` };
}

/** `2026-05-01 07:25:37` in GMT. */
function ofDateTime(parameters: readonly Typed[], of: string): Typed {
  checkCount(parameters, of, 1);
  const [given] = parameters as [Typed];
  if (given.type === 'DateTime') return given;
  if (given.type !== 'Text' && given.type !== 'Date' && given.type !== 'Null') {
    throw new FormulaError(`Incorrect argument type for ${of}. `);
  }
  return { type: 'DateTime', sql: `formula_datetime_in(${sqlOf(given, of, 'Text', 'Date')})` };
}
