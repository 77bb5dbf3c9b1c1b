// SOQL on SQLite, in layers: `resolve/` looks every name of the syntax tree up and checks every rule, which gives a
// plan (plan.ts) of plain data; `sql/` writes the plan as SQL with bound values; `cursor.ts` reads pages of rows;
// `rows.ts` makes records of them.

import type { DatabaseSync } from 'node:sqlite';
import { parse } from '../../soql/syntax/parser.ts';
import type { Schema } from '../schema/types.ts';
import { columnsOf, type QueryColumns } from './columns.ts';
import { type Cursor, openCursor } from './cursor.ts';
import type { FiscalYear } from './dates.ts';
import { queryError } from './errors.ts';
import { type ExplainedPlan, explainPlan } from './explain.ts';
import { registerFunctions } from './functions.ts';
import type { QueryPlan } from './plan.ts';
import type { QueryUser } from './resolve/context.ts';
import { resolveQuery } from './resolve/query.ts';
import type { Row } from './rows.ts';
import type { CsvOptions } from './sql/texts.ts';
import { openRecordLines, type QueryLines, type TableColumn, tableColumnsOf } from './table.ts';

export type { ColumnMetadata, QueryColumns } from './columns.ts';
export type { Cursor } from './cursor.ts';
export type { ExplainedPlan } from './explain.ts';
export type { QueryUser } from './resolve/context.ts';
export type { ChildResult, QueryRecord, Row } from './rows.ts';
export type { Lines, QueryLines, TableColumn } from './table.ts';

export interface QueryRequest {
  readonly db: DatabaseSync;
  readonly schema: Schema;
  /** One SOQL statement. */
  readonly text: string;
  readonly user: QueryUser;
  readonly now: Date;
  /** queryAll: also the records in the recycle bin. */
  readonly includeDeleted: boolean;
  /** Of the API, as in its URLs: `66.0`. */
  readonly version: string;
  /** How many children a record shows at most; all of them unless given. */
  readonly mostChildren?: number;
}

const MOST_CHARACTERS = 100_000;

/**
 * Runs a query and gives its rows page by page.
 * @throws ApiError with Salesforce's code and wording for a query that it would refuse
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm
 */
export function openQuery(request: QueryRequest): Cursor {
  registerFunctions(request.db);
  return openCursor(planOf(request), request);
}

/** The columns of a query's rows, without running it. Throws as `openQuery` does. */
export function describeQuery(request: QueryRequest): QueryColumns {
  return columnsOf(planOf(request));
}

/**
 * Runs a query and gives its rows as CSV. Throws as `openQuery` does, and a TypeError for what has no cells: groups,
 * subqueries, compound fields, TYPEOF.
 * @param writeRow makes the function that writes a row where SQLite cannot
 */
export function openLines(
  request: QueryRequest,
  options: CsvOptions,
  writeRow: (columns: readonly TableColumn[]) => (row: Row) => string,
): QueryLines {
  registerFunctions(request.db);
  return openRecordLines(planOf(request), request.db, options, writeRow);
}

/** The columns that `openLines` would give. Throws as it does. */
export function describeTable(request: QueryRequest): readonly TableColumn[] {
  return tableColumnsOf(planOf(request));
}

/** The ways to run a query, the cheapest first. Throws as `openQuery` does. */
export function explainQuery(request: QueryRequest): readonly ExplainedPlan[] {
  registerFunctions(request.db);
  return explainPlan(request.db, planOf(request));
}

function planOf({ db, schema, text, user, now, includeDeleted, version }: QueryRequest): QueryPlan {
  if (text.length > MOST_CHARACTERS) {
    throw queryError('MALFORMED_QUERY', 'SOQL statements cannot be longer than 100000 characters.');
  }
  return resolveQuery({
    tree: parse(text),
    schema,
    user,
    clock: {
      now,
      timeZone: user.timeZone,
      // Few queries ask for it.
      get fiscalYear() {
        return fiscalYearOf(db, schema);
      },
    },
    includeDeleted,
    version: Number(version),
  });
}

/** As the organization's record says; from January where there is none. */
function fiscalYearOf(db: DatabaseSync, schema: Schema): FiscalYear {
  const organization = schema.object('Organization');
  const calendar: FiscalYear = { startMonth: 1, namedByStart: false };
  if (!organization?.field('FiscalYearStartMonth') || !organization.field('UsesStartDateAsFiscalYearName'))
    return calendar;
  const row = db
    .prepare('SELECT "FiscalYearStartMonth" AS month, "UsesStartDateAsFiscalYearName" AS named FROM "Organization"')
    .get();
  return row ? { startMonth: Number(row.month ?? 1), namedByStart: row.named === 1 } : calendar;
}
