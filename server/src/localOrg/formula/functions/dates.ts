import { FormulaError } from '../errors.ts';
import { number, sqlOf, type Typed, text } from '../typed.ts';
import { byRuntime, checkCount, type FormulaFunction, plain } from './function.ts';

export const dateFunctions: Readonly<Record<string, FormulaFunction>> = {
  TODAY: plain([], 'Date', () => 'formula_today()'),
  NOW: plain([], 'DateTime', () => 'formula_now()'),
  DATE: byRuntime('date', ['Number', 'Number', 'Number'], 'Date'),
  YEAR: part(1, 4),
  MONTH: part(6, 2),
  DAY: part(9, 2),
  WEEKDAY: plain(['Date'], 'Number', date => `(CAST(strftime('%w', ${date}) AS INTEGER) + 1)`),
  DAYOFYEAR: ofCalendar('%j'),
  ISOWEEK: ofCalendar('%V'),
  ISOYEAR: ofCalendar('%G'),
  HOUR: timePart(1, 2),
  MINUTE: timePart(4, 2),
  SECOND: timePart(7, 2),
  MILLISECOND: timePart(10, 3),
  TIMENOW: plain([], 'Time', () => 'formula_time_of(formula_time(substr(formula_now(), 12, 12)))'),
  TIMEVALUE: ofTime,
  UNIXTIMESTAMP: (parameters, of) => number(`CAST(${seconds(parameters, of).sql} AS INTEGER)`),
  FROMUNIXTIME: plain(['Number'], 'DateTime', value => `strftime('%Y-%m-%dT%H:%M:%S.000+0000', ${value}, 'unixepoch')`),
  FORMATDURATION: duration,
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

function ofCalendar(format: string): FormulaFunction {
  return plain(['Date'], 'Number', date => `CAST(strftime('${format}', ${date}) AS INTEGER)`);
}

function timePart(from: number, length: number): FormulaFunction {
  return plain(['Time'], 'Number', time => `CAST(substr(${time}, ${from}, ${length}) AS INTEGER)`);
}

/** The time of day in GMT, or the one that a text writes as `07:25:37.000`. */
function ofTime(parameters: readonly Typed[], of: string): Typed {
  checkCount(parameters, of, 1);
  const [given] = parameters as [Typed];
  if (given.type === 'Time') return given;
  const sql = sqlOf(given, of, 'Text', 'DateTime');
  return {
    type: 'Time',
    sql: given.type === 'DateTime' ? `(substr(${sql}, 12, 12) || 'Z')` : `formula_time_in(${sql})`,
  };
}

/** Since 1970, or of a time, since midnight. */
function seconds(parameters: readonly Typed[], of: string): Typed {
  checkCount(parameters, of, 1);
  const [given] = parameters as [Typed];
  if (given.type === 'Time') return number(`(formula_time(${given.sql}) / 1000.0)`);
  return number(`unixepoch(substr(${sqlOf(given, of, 'Date', 'DateTime', 'Time')}, 1, 19))`);
}

/** Seconds, with days if the second parameter says so, or what is between two times or datetimes. */
function duration(parameters: readonly Typed[], of: string): Typed {
  checkCount(parameters, of, 1, 2);
  const [first, second] = parameters as [Typed, Typed?];
  if (first.type === 'DateTime' || first.type === 'Time') {
    const [from, to] = [first, second].map(moment => seconds([moment ?? first], of).sql);
    checkCount(parameters, of, 2);
    sqlOf(second!, of, first.type);
    return text(`formula_duration(${to} - ${from}, ${first.type === 'DateTime' ? 1 : 0})`);
  }
  const withDays = second === undefined ? '0' : sqlOf(second, of, 'Boolean');
  return text(`formula_duration(${sqlOf(first, of, 'Number', 'Time', 'DateTime')}, ${withDays})`);
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
