import { FormulaError } from './errors.ts';
import type { Operator } from './parser.ts';
import { blankOf, commonType, number, sqlOf, type Typed, text, truth } from './typed.ts';

/** Throws a FormulaError where the operator does not take values of these types. */
export function binary(operator: Operator, left: Typed, right: Typed): Typed {
  const of = `operator '${operator}'`;
  switch (operator) {
    case '&&':
    case '||':
      return truth(
        `(${sqlOf(left, of, 'Boolean')} ${operator === '&&' ? 'AND' : 'OR'} ${sqlOf(right, of, 'Boolean')})`,
      );
    case '&':
      return text(`(${sqlOf(left, of, 'Text')} || ${sqlOf(right, of, 'Text')})`);
    case '+':
      return sum(left, right);
    case '-':
      return difference(left, right);
    case '*':
      return number(`(${sqlOf(left, of, 'Number')} * ${sqlOf(right, of, 'Number')})`);
    case '/':
      return number(`(1.0 * ${sqlOf(left, of, 'Number')} / ${sqlOf(right, of, 'Number')})`);
    case '^':
      return number(`pow(${sqlOf(left, of, 'Number')}, ${sqlOf(right, of, 'Number')})`);
    default:
      return comparison(operator, left, right);
  }
}

export function unary(operator: '-' | '+' | '!', operand: Typed): Typed {
  const of = `operator '${operator}'`;
  if (operator === '!') return truth(`(NOT ${sqlOf(operand, of, 'Boolean')})`);
  return number(`(${operator} ${sqlOf(operand, of, 'Number')})`);
}

/** Numbers, texts, and a number of days after a date. */
function sum(left: Typed, right: Typed): Typed {
  const of = "operator '+'";
  if (left.type === 'Text') return text(`(${left.sql} || ${sqlOf(right, of, 'Text')})`);
  if (isDay(left)) return later(left, sqlOf(right, of, 'Number'));
  if (isDay(right)) return later(right, sqlOf(left, of, 'Number'));
  if (left.type === 'Time') return laterThatDay(left, sqlOf(right, of, 'Number'));
  if (right.type === 'Time') return laterThatDay(right, sqlOf(left, of, 'Number'));
  return number(
    `(${sqlOf(left, of, 'Number', 'Text', 'Date', 'DateTime')} + ${sqlOf(right, of, 'Number', 'Date', 'DateTime')})`,
  );
}

/** Numbers, a number of days before a date, and the days between two of them. */
function difference(left: Typed, right: Typed): Typed {
  const of = "operator '-'";
  if (left.type === 'Time') return timeDifference(left, right, of);
  if (!isDay(left)) return number(`(${sqlOf(left, of, 'Number', 'Date', 'DateTime')} - ${sqlOf(right, of, 'Number')})`);
  if (!isDay(right)) return later(left, `(- ${sqlOf(right, of, 'Number', left.type)})`);
  const days = `(unixepoch(${instant(left)}) - unixepoch(${instant({ ...right, sql: sqlOf(right, of, left.type) })}))`;
  return number(`(${days} / 86400${left.type === 'Date' ? '' : '.0'})`);
}

/** Times are milliseconds apart. */
function timeDifference(left: Typed, right: Typed, of: string): Typed {
  if (right.type === 'Time') return number(`(formula_time(${left.sql}) - formula_time(${right.sql}))`);
  return laterThatDay(left, `(- ${sqlOf(right, of, 'Number', 'Time')})`);
}

/** After midnight comes the morning. */
function laterThatDay({ sql }: Typed, milliseconds: string): Typed {
  return { type: 'Time', sql: `formula_time_of(formula_time(${sql}) + ${milliseconds})` };
}

function isDay({ type }: Typed): boolean {
  return type === 'Date' || type === 'DateTime';
}

/** SQLite does not read the `+0000` at the end. */
function instant({ type, sql }: Typed): string {
  return type === 'Date' ? sql : `substr(${sql}, 1, 19)`;
}

/** A fraction of a day counts for datetimes only. */
function later(day: Typed, days: string): Typed {
  if (day.type === 'Date') return { type: 'Date', sql: `date(${day.sql}, CAST(${days} AS INTEGER) || ' days')` };
  const seconds = `round(${days} * 86400) || ' seconds'`;
  return { type: 'DateTime', sql: `strftime('%Y-%m-%dT%H:%M:%S.000+0000', ${instant(day)}, ${seconds})` };
}

const sqlOperators: Partial<Record<Operator, string>> = { '=': 'IS', '<>': 'IS NOT' };

/** Texts compare by case. What is blank is equal to what is blank only, and neither more nor less than anything. */
function comparison(operator: Operator, left: Typed, right: Typed): Typed {
  const of = `operator '${operator}'`;
  const type = commonType([left, right], of);
  if (type === 'Boolean' && operator !== '=' && operator !== '<>') {
    throw new FormulaError(`Incorrect parameter type for ${of}. Expected Number, Date, DateTime, received Boolean`);
  }
  const sqlFor = (side: Typed): string => (side.type === 'Null' ? blankOf(type) : side.sql);
  return truth(`(${sqlFor(left)} ${sqlOperators[operator] ?? operator} ${sqlFor(right)})`);
}
