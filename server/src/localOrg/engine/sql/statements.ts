import { quoted } from '../../storage/tables.ts';
import type { ChildPlan, CountPlan, GroupPlan, OrderItem, RecordPlan, Source, SqlValue } from '../plan.ts';
import { conditionSql, fromSql } from './condition.ts';
import { bind, comparableSql, expressionSql, isText, newContext, type SqlContext } from './expression.ts';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

/** One row, one column: a JSON list with the rowids of all rows of the query, in its order. */
export function rowidsStatement(plan: RecordPlan): Statement {
  const context = newContext();
  const root = rootOf(plan);
  const from = fromSql(plan.from, context);
  const order = [...orderSql(plan.order, context), `t${root.index}.rowid`].join(', ');
  const inner = `SELECT t${root.index}.rowid AS id ${from} ORDER BY ${order}${windowSql(plan.limit, plan.offset, context)}`;
  return { sql: `SELECT json_group_array(id) FROM (${inner})`, parameters: context.parameters };
}

/**
 * The columns of some rows. Its one more parameter, `list`, is a JSON list of rowids; after the columns of the plan
 * each row has the place of its rowid in that list.
 */
export function pageStatement(plan: RecordPlan): Statement {
  const context = newContext();
  const columns = [...plan.columns.map(column => expressionSql(column, context)), 'k.key'].join(', ');
  return { sql: pageSql(plan, columns, context), parameters: context.parameters };
}

/** These columns of the rows whose rowids are in `:list`, in its order; `k.key` is the place in it. */
export function pageSql(plan: RecordPlan, columns: string, context: SqlContext): string {
  const all = { ...plan.from, where: undefined, includeDeleted: true };
  const on = ` ON t${rootOf(plan).index}.rowid = k.value`;
  return `SELECT ${columns} ${fromSql(all, context, 'FROM json_each(:list) AS k CROSS JOIN', on)}`;
}

/**
 * The children of some records. Its one more parameter, `list`, is a JSON list of the parents' ids; after the columns
 * of the plan each row has the place of its parent in that list. The rows of one parent come together and in the
 * order of the subquery.
 */
export function childrenStatement({ plan, parentField }: ChildPlan): Statement {
  const context = newContext();
  const root = rootOf(plan);
  const limited = plan.limit !== undefined || plan.offset > 0;
  const columns = plan.columns.map((column, index) => `${expressionSql(column, context)} AS c${index}`);
  columns.push('k.key AS parent');
  const order = (): string => [...orderSql(plan.order, context), `t${root.index}.rowid`].join(', ');
  if (limited) columns.push(`row_number() OVER (PARTITION BY k.key ORDER BY ${order()}) AS place`);
  const on = ` ON t${root.index}.${quoted(parentField.name)} = k.value`;
  const from = fromSql(plan.from, context, 'FROM json_each(:list) AS k CROSS JOIN', on);
  const select = `SELECT ${columns.join(', ')} ${from}`;
  if (!limited) return { sql: `${select} ORDER BY k.key, ${order()}`, parameters: context.parameters };
  const first = `place > ${bind(context, plan.offset)}`;
  const last = plan.limit === undefined ? '' : ` AND place <= ${bind(context, plan.offset + plan.limit)}`;
  const sql = `SELECT * FROM (${select}) WHERE ${first}${last} ORDER BY parent, place`;
  return { sql, parameters: context.parameters };
}

/** One row with the number of rows. */
export function countStatement(plan: CountPlan): Statement {
  const context = newContext();
  const from = fromSql(plan.from, context);
  if (plan.limit === undefined && plan.offset === 0)
    return { sql: `SELECT count(*) ${from}`, parameters: context.parameters };
  const inner = `SELECT 1 ${from}${windowSql(plan.limit, plan.offset, context)}`;
  return { sql: `SELECT count(*) FROM (${inner})`, parameters: context.parameters };
}

/** All rows of a grouped query: SQLite has no ROLLUP and no CUBE, so each grouping set is a SELECT of its own. */
export function groupsStatement(plan: GroupPlan): Statement {
  const parameters: SqlValue[] = [];
  const selects = plan.groupingSets.map(set => groupingSetSql(plan, set, parameters));
  const order = plan.order.map(
    (item, index) => `o${index}${isText(item.by) ? ' COLLATE NOCASE' : ''}${directionSql(item)}`,
  );
  const outer: SqlContext = { ...newContext(), parameters };
  const columns = plan.columns.map((_, index) => `c${index}`).join(', ');
  const orderBy = order.length > 0 ? ` ORDER BY ${order.join(', ')}` : '';
  const window = windowSql(plan.limit, plan.offset, outer);
  return { sql: `SELECT ${columns} FROM (${selects.join(' UNION ALL ')})${orderBy}${window}`, parameters };
}

function groupingSetSql(plan: GroupPlan, set: readonly number[], parameters: SqlValue[]): string {
  const context: SqlContext = {
    parameters,
    ungrouped: new Set(plan.groupBy.filter((_, index) => !set.includes(index))),
  };
  const columns = plan.columns.map((column, index) => `${expressionSql(column, context)} AS c${index}`);
  const order = plan.order.map((item, index) => `${expressionSql(item.by, context)} AS o${index}`);
  const from = fromSql(plan.from, context);
  const keys = set.map(index => plan.groupBy[index]).filter(key => key !== undefined);
  const total = plan.groupBy.length > 0 ? ' GROUP BY NULL' : '';
  const groupBy = keys.length > 0 ? ` GROUP BY ${keys.map(key => comparableSql(key, context)).join(', ')}` : total;
  const having = plan.having ? ` HAVING ${conditionSql(plan.having, context)}` : '';
  return `SELECT ${[...columns, ...order].join(', ')} ${from}${groupBy}${having}`;
}

function rootOf(plan: RecordPlan): Source {
  const [root] = plan.from.sources;
  if (!root) throw new TypeError('a query without a source');
  return root;
}

function orderSql(order: readonly OrderItem[], context: SqlContext): string[] {
  return order.map(item => `${comparableSql(item.by, context)}${directionSql(item)}`);
}

function directionSql({ descending, nullsLast }: OrderItem): string {
  return `${descending ? ' DESC' : ' ASC'} NULLS ${nullsLast ? 'LAST' : 'FIRST'}`;
}

function windowSql(limit: number | undefined, offset: number, context: SqlContext): string {
  if (limit === undefined && offset === 0) return '';
  return ` LIMIT ${bind(context, limit ?? -1)} OFFSET ${bind(context, offset)}`;
}
