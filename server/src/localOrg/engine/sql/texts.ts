import { plainRange } from '../../double.ts';
import type { Expression, RecordPlan, RecordShape } from '../plan.ts';
import { DOUBLE_TEXT, expressionSql, newContext, type SqlContext } from './expression.ts';
import { pageSql, type Statement } from './statements.ts';

// Rows as text that SQLite itself writes: most of the time that a million rows take would else go into making objects
// of them, and texts of those.

export interface RecordTextOptions {
  /** `/services/data/v66.0/sobjects/` */
  readonly urlPrefix: string;
  /** The key prefix of the object with that name. */
  readonly keyPrefixOf: (objectName: string) => string | null | undefined;
}

/**
 * The records of some rows as `recordReader` makes them: one row with one BLOB, items of a JSON list with commas between
 * them. Its one more parameter, `list`, is a JSON list of rowids. Undefined for records that SQLite cannot write.
 */
export function recordsTextStatement(plan: RecordPlan, options: RecordTextOptions): Statement | undefined {
  if (!isWritable(plan.shape)) return undefined;
  const context = newContext();
  const record = recordSql(plan, plan.shape, context, options);
  const inner = pageSql(plan, `${record} AS record`, context);
  return { sql: `SELECT CAST(group_concat(record) AS BLOB) FROM (${inner})`, parameters: context.parameters };
}

export interface CsvOptions {
  /** Between cells. */
  readonly delimiter: string;
  readonly lineEnding: string;
}

/**
 * Some rows as lines of CSV, every cell quoted: one row with a BLOB of all lines and a JSON list of their lengths in
 * bytes. Its one more parameter, `list`, is a JSON list of rowids. Undefined for cells that SQLite cannot write.
 */
export function csvStatement(plan: RecordPlan, { delimiter, lineEnding }: CsvOptions): Statement | undefined {
  if (!isWritable(plan.shape)) return undefined;
  const context = newContext();
  const cells = cellsOf(plan, plan.shape).map(expression => cellSql(expression, context));
  const between = literal(`"${delimiter}"`);
  const parts = cells.flatMap((cell, index) => (index === 0 ? [cell] : [between, cell]));
  const line = concatenation([literal('"'), ...parts, literal(`"${lineEnding}`)]);
  // Without a limit SQLite would put the whole line in the place of each `line`, and write it twice.
  const inner = `${pageSql(plan, `${line} AS line`, context)} LIMIT -1`;
  const lines = "CAST(group_concat(line, '') AS BLOB), json_group_array(octet_length(line))";
  return { sql: `SELECT ${lines} FROM (${inner})`, parameters: context.parameters };
}

/** Whether there are only values as they are stored, and those of parents. */
function isWritable({ outputs }: RecordShape): boolean {
  return outputs.every(output => {
    if (output.kind === 'parent') return isWritable(output.shape);
    return output.kind === 'value' && typeof output.decode === 'string';
  });
}

function recordSql(plan: RecordPlan, shape: RecordShape, context: SqlContext, options: RecordTextOptions): string {
  const parts = [
    literal(`{"attributes":{"type":${JSON.stringify(shape.type)},"url":"${options.urlPrefix}`),
    ownerSql(plan, shape, context, options),
    literal('/'),
    columnSql(plan, shape.idColumn, context),
    literal('"}'),
  ];
  for (const output of shape.outputs) {
    parts.push(literal(`,${JSON.stringify(output.name)}:`));
    if (output.kind === 'value') parts.push(valueSql(plan.columns[output.column]!, context));
    if (output.kind === 'parent') parts.push(parentSql(plan, output.shape, context, options));
  }
  return concatenation([...parts, literal('}')]);
}

function parentSql(plan: RecordPlan, shape: RecordShape, context: SqlContext, options: RecordTextOptions): string {
  const id = columnSql(plan, shape.idColumn, context);
  return `iif(${id} IS NULL, 'null', ${recordSql(plan, shape, context, options)})`;
}

/** The object in the URL: behind a polymorphic reference, the one that the id tells. */
function ownerSql(plan: RecordPlan, shape: RecordShape, context: SqlContext, options: RecordTextOptions): string {
  const id = plan.columns[shape.idColumn];
  if (shape.type !== 'Name' || id?.kind !== 'column') return literal(shape.type);
  const branches = id.field.referenceTo.flatMap(name => {
    const prefix = options.keyPrefixOf(name);
    return prefix ? [`WHEN ${literal(prefix)} THEN ${literal(name)}`] : [];
  });
  if (branches.length === 0) return literal(shape.type);
  return `CASE substr(${expressionSql(id, context)}, 1, 3) ${branches.join(' ')} ELSE 'Name' END`;
}

function valueSql(expression: Expression, context: SqlContext): string {
  const sql = expressionSql(expression, context);
  switch (expression.type) {
    case 'boolean':
      return `CASE ${sql} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END`;
    case 'double':
    case 'currency':
    case 'percent':
      return `coalesce(${doubleSql(expression, sql)}, 'null')`;
    default:
      return `json_quote(${sql})`;
  }
}

/**
 * A number as `doubleText` writes it. SQLite does that by itself for most stored values, much faster. Not where there are
 * more than six decimals: a text of SQLite's has 15 digits, which do not tell all numbers from one another.
 */
function doubleSql(expression: Expression, sql: string): string {
  if (!isStored(expression)) return `${DOUBLE_TEXT}(${sql})`;
  const { from, to } = plainRange;
  const isPlain = `(${sql} BETWEEN ${from} AND ${to} OR ${sql} = 0 OR ${sql} BETWEEN -${to} AND -${from})`;
  const isShort = `round(${sql} * 1e6) / 1e6 = ${sql}`;
  // Not called for what is empty.
  const other = `WHEN ${sql} IS NOT NULL THEN ${DOUBLE_TEXT}(${sql})`;
  return `CASE WHEN ${isPlain} AND ${isShort} THEN CAST(${sql} AS TEXT) ${other} END`;
}

/** A column has a known form, and may be named several times: both save work on most values. */
function isStored(expression: Expression): boolean {
  return expression.kind === 'column' && expression.field.computedAs === undefined;
}

/** The columns in the order of the query, those of parents in their place. */
function cellsOf(plan: RecordPlan, { outputs }: RecordShape): readonly Expression[] {
  return outputs.flatMap(output => {
    if (output.kind === 'parent') return cellsOf(plan, output.shape);
    return output.kind === 'value' ? [plan.columns[output.column]!] : [];
  });
}

/** What stands between the quotes. Nothing for what is empty: `concat` skips nulls. */
function cellSql(expression: Expression, context: SqlContext): string {
  const sql = expressionSql(expression, context);
  switch (expression.type) {
    case 'boolean':
      return `CASE ${sql} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END`;
    case 'datetime':
      return isStored(expression) ? `substr(${sql}, 1, 23) || 'Z'` : `replace(${sql}, '+0000', 'Z')`;
    case 'id':
    case 'reference':
    case 'date':
      return sql;
    case 'int':
    case 'long':
      return sql;
    case 'double':
    case 'currency':
    case 'percent':
      return doubleSql(expression, sql);
    default: {
      const escaped = `replace(${sql}, '"', '""')`;
      // Unlike GLOB and LIKE, instr goes on behind a NUL.
      return isStored(expression) ? `iif(instr(${sql}, '"') > 0, ${escaped}, ${sql})` : escaped;
    }
  }
}

function columnSql(plan: RecordPlan, column: number, context: SqlContext): string {
  return expressionSql(plan.columns[column]!, context);
}

/** SQLite takes 127 parameters of a function at most. */
const mostParameters = 100;

function concatenation(parts: readonly string[]): string {
  if (parts.length <= mostParameters) return `concat(${parts.join(', ')})`;
  const groups: string[] = [];
  for (let start = 0; start < parts.length; start += mostParameters) {
    groups.push(concatenation(parts.slice(start, start + mostParameters)));
  }
  return concatenation(groups);
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
