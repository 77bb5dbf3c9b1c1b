import { fieldSql } from '../../storage/tables.ts';
import type { DateFunction, Distance, Expression, SqlValue } from '../plan.ts';

/** SQL under construction. Values go into `parameters` in the order in which their marks stand in the text. */
export interface SqlContext {
  readonly parameters: SqlValue[];
  /** Grouped expressions that the grouping set at hand leaves out: null in its rows. */
  readonly ungrouped: ReadonlySet<Expression>;
}

/** The name of the SQL function that tells the user's local time, see registerFunctions. */
export const LOCAL_TIME = 'soql_local_time';

/** The name of the SQL function that folds case in all scripts: SQLite itself does so for A to Z only. */
export const SMALL_LETTERS = 'soql_small_letters';

/** The name of the SQL function that writes a number as Java writes a double. */
export const DOUBLE_TEXT = 'soql_double_text';

const EARTH_RADIUS = { km: 6371.0088, mi: 3958.7613 } as const;
const DEGREE = Math.PI / 180;

export function newContext(): SqlContext {
  return { parameters: [], ungrouped: new Set() };
}

/** The mark of a bound value. */
export function bind(context: SqlContext, value: SqlValue): string {
  context.parameters.push(value);
  return '?';
}

export function expressionSql(expression: Expression, context: SqlContext): string {
  if (context.ungrouped.has(expression)) return 'NULL';
  switch (expression.kind) {
    case 'column':
      return fieldSql(expression.field, `t${expression.source.index}`);
    case 'nameColumn':
      return firstOf(expression.variants.map(variant => expressionSql(variant, context)));
    case 'typeName':
      return caseSql(
        `substr(${expressionSql(expression.id, context)}, 1, 3)`,
        expression.objects.map(object => [object.keyPrefix, object.name]),
        undefined,
        context,
      );
    case 'dateFunction':
      return dateFunctionSql(expression, context);
    case 'aggregate':
      return aggregateSql(expression.name, expressionSql(expression.argument, context));
    case 'grouping':
      return context.ungrouped.has(expression.of) ? '1' : '0';
    case 'distance':
      return distanceSql(expression, context);
    case 'label': {
      const subject = expressionSql(expression.of, context);
      return caseSql(subject, [...expression.labels], expression.of, context);
    }
    case 'rank': {
      const empty = `${expressionSql(expression.of, context)} IS NULL`;
      const subject = expressionSql(expression.of, context);
      const ranks = expression.values.map((value, rank) => `WHEN ${bind(context, value)} THEN ${rank}`);
      return `iif(${empty}, NULL, CASE ${subject} ${ranks.join(' ')} ELSE ${ranks.length} END)`;
    }
    default:
      return expression satisfies never;
  }
}

/** The expression with the collation of texts, which SQLite forgets for everything but a bare column. */
export function comparableSql(expression: Expression, context: SqlContext): string {
  const sql = expressionSql(expression, context);
  const isColumn = expression.kind === 'column' && expression.field.computedAs === undefined;
  if (isColumn || !isText(expression)) return sql;
  return `(${sql}) COLLATE NOCASE`;
}

/** Whether values of the expression compare as texts do: without case. */
export function isText({ type }: Expression): boolean {
  return !['boolean', 'int', 'long', 'double', 'currency', 'percent', 'id', 'reference'].includes(type);
}

function firstOf(columns: readonly string[]): string {
  if (columns.length > 1) return `coalesce(${columns.join(', ')})`;
  return columns[0] ?? 'NULL';
}

function caseSql(
  subject: string,
  pairs: readonly (readonly [SqlValue, string])[],
  otherwise: Expression | undefined,
  context: SqlContext,
): string {
  if (pairs.length === 0) return otherwise ? subject : 'NULL';
  const branches = pairs.map(([value, result]) => `WHEN ${bind(context, value)} THEN ${bind(context, result)}`);
  const last = otherwise ? ` ELSE ${expressionSql(otherwise, context)}` : '';
  return `CASE ${subject} ${branches.join(' ')}${last} END`;
}

function aggregateSql(name: string, argument: string): string {
  return name === 'COUNT_DISTINCT' ? `count(DISTINCT ${argument})` : `${name.toLowerCase()}(${argument})`;
}

const number = (text: string, from: number, length: number): string =>
  `CAST(substr(${text}, ${from}, ${length}) AS INTEGER)`;

function dateFunctionSql(expression: DateFunction, context: SqlContext): string {
  const { name, timeZone, fiscalYear } = expression;
  const text = (): string => {
    const argument = expressionSql(expression.argument, context);
    return timeZone === undefined ? argument : `${LOCAL_TIME}(${argument}, ${bind(context, timeZone)})`;
  };
  const month = (): string => number(text(), 6, 2);
  const fiscalMonth = (): string => `((${month()} + ${12 - fiscalYear.startMonth}) % 12 + 1)`;
  const dayInYear = (): string => `CAST(strftime('%j', substr(${text()}, 1, 10)) AS INTEGER)`;
  switch (name) {
    case 'CALENDAR_YEAR':
      return number(text(), 1, 4);
    case 'CALENDAR_QUARTER':
      return `((${month()} + 2) / 3)`;
    case 'CALENDAR_MONTH':
      return month();
    case 'DAY_IN_MONTH':
      return number(text(), 9, 2);
    case 'DAY_IN_WEEK':
      return `(CAST(strftime('%w', substr(${text()}, 1, 10)) AS INTEGER) + 1)`;
    case 'DAY_IN_YEAR':
      return dayInYear();
    case 'DAY_ONLY':
      return `substr(${text()}, 1, 10)`;
    case 'HOUR_IN_DAY':
      return number(text(), 12, 2);
    case 'WEEK_IN_MONTH':
      return `((${number(text(), 9, 2)} + 6) / 7)`;
    case 'WEEK_IN_YEAR':
      return `((${dayInYear()} + 6) / 7)`;
    case 'FISCAL_MONTH':
      return fiscalMonth();
    case 'FISCAL_QUARTER':
      return `((${fiscalMonth()} + 2) / 3)`;
    case 'FISCAL_YEAR': {
      const year = number(text(), 1, 4);
      if (fiscalYear.startMonth === 1) return year;
      const started = `(${month()} >= ${fiscalYear.startMonth})`;
      return fiscalYear.namedByStart ? `(${year} - 1 + ${started})` : `(${year} + ${started})`;
    }
    default:
      return name satisfies never;
  }
}

/** Great-circle distance by the haversine formula. */
function distanceSql({ latitude, longitude, to, unit }: Distance, context: SqlContext): string {
  const diameter = bind(context, 2 * EARTH_RADIUS[unit]);
  const lat = expressionSql(latitude, context);
  const lon = expressionSql(longitude, context);
  const sinSquared = (column: string, degrees: number): string =>
    `pow(sin((radians(${column}) - ${bind(context, degrees * DEGREE)}) / 2), 2)`;
  const north = sinSquared(lat, to.latitude);
  const east = `cos(radians(${lat})) * ${bind(context, Math.cos(to.latitude * DEGREE))} * ${sinSquared(lon, to.longitude)}`;
  return `(${diameter} * asin(sqrt(min(1, ${north} + ${east}))))`;
}
