import { quoted } from '../../storage/tables.ts';
import type { Condition, Expression, FromPlan, Source, SqlValue } from '../plan.ts';
import { bind, comparableSql, expressionSql, type SqlContext } from './expression.ts';

/** Longer lists go to SQLite as one JSON value: it has a cap on parameters. */
const MOST_PARAMETERS = 500;

/** `FROM "Contact" AS t0 LEFT JOIN "Account" AS t1 ON … WHERE …`; `prefix` comes before the first table. */
export function fromSql(from: FromPlan, context: SqlContext, prefix = 'FROM', joinOn = ''): string {
  const [root, ...parents] = from.sources;
  if (!root) throw new TypeError('a query without a source');
  const tables = [`${prefix} ${tableSql(root)}${joinOn}`, ...parents.map(joinSql)];
  const conditions: string[] = [];
  if (from.where) conditions.push(conditionSql(from.where, context));
  if (!from.includeDeleted && root.object.field('IsDeleted')) conditions.push(`t${root.index}."IsDeleted" = 0`);
  return `${tables.join(' ')}${conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''}`;
}

/**
 * A condition in two-valued logic, as SOQL has it: a comparison with an empty field is false, and its negation true.
 * Always in parentheses where it could fall apart.
 */
export function conditionSql(condition: Condition, context: SqlContext): string {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return balanced(
        condition.parts.map(part => conditionSql(part, context)),
        ` ${condition.kind.toUpperCase()} `,
      );
    case 'not':
      return `((${conditionSql(condition.part, context)}) IS NOT TRUE)`;
    case 'compare':
      return `(${compareSql(condition.left, condition.operator, condition.right, context)})`;
    case 'range': {
      const from = `${comparableSql(condition.left, context)} >= ${bind(context, condition.from)}`;
      return `(${from} AND ${comparableSql(condition.left, context)} < ${bind(context, condition.to)})`;
    }
    case 'in':
      return inSql(condition.left, condition.values, context);
    case 'like':
      return `(${expressionSql(condition.left, context)} LIKE ${bind(context, condition.pattern)} ESCAPE '\\')`;
    case 'includes':
      return includesSql(condition.left, condition.sets, context);
    case 'semiJoin': {
      const left = expressionSql(condition.left, context);
      return `(${left} IN (SELECT ${expressionSql(condition.column, context)} ${fromSql(condition.from, context)}))`;
    }
    default:
      return condition satisfies never;
  }
}

function tableSql(source: Source): string {
  return `${quoted(source.object.name)} AS t${source.index}`;
}

function joinSql(source: Source): string {
  if (!source.join) throw new TypeError('a parent without a join');
  const { from, field } = source.join;
  return `LEFT JOIN ${tableSql(source)} ON t${source.index}."Id" = t${from.index}.${quoted(field.name)}`;
}

function compareSql(left: Expression, operator: string, right: SqlValue, context: SqlContext): string {
  const sql = operandSql(left, context);
  const mark = bind(context, right);
  if (operator === '=') return `${sql} IS ${mark}`;
  if (operator === '!=') return `${sql} IS NOT ${mark}`;
  return `${sql} ${operator} ${mark}`;
}

function inSql(left: Expression, values: readonly SqlValue[], context: SqlContext): string {
  const given = values.filter(value => value !== null);
  const alternatives: string[] = [];
  if (given.length > MOST_PARAMETERS) {
    const subject = operandSql(left, context);
    alternatives.push(`${subject} IN (SELECT value FROM json_each(${bind(context, JSON.stringify(given))}))`);
  } else if (given.length > 0) {
    const subject = operandSql(left, context);
    alternatives.push(`${subject} IN (${given.map(value => bind(context, value)).join(', ')})`);
  }
  if (given.length < values.length) alternatives.push(`${expressionSql(left, context)} IS NULL`);
  return `(${alternatives.join(' OR ')})`;
}

/** A checkbox of a parent that does not exist counts as unchecked. Those of the object itself are never null. */
function operandSql(left: Expression, context: SqlContext): string {
  const sql = comparableSql(left, context);
  const isNullable = left.kind !== 'column' || left.source.join !== undefined;
  return left.type === 'boolean' && isNullable ? `ifnull(${sql}, 0)` : sql;
}

function includesSql(left: Expression, sets: readonly (readonly string[])[], context: SqlContext): string {
  const selected = (value: string): string => {
    const subject = `(';' || ${expressionSql(left, context)} || ';')`;
    return `${subject} LIKE ${bind(context, `%;${value.replace(/[\\%_]/g, '\\$&')};%`)} ESCAPE '\\'`;
  };
  const alternatives = sets.map(set => balanced(set.map(selected), ' AND '));
  return balanced(alternatives, ' OR ');
}

/** The parts joined as a balanced tree: SQLite refuses trees deeper than 1,000, and a query may have more parts. */
function balanced(parts: readonly string[], joint: string): string {
  if (parts.length <= 1) return parts[0] ?? 'TRUE';
  const middle = parts.length >> 1;
  return `(${balanced(parts.slice(0, middle), joint)}${joint}${balanced(parts.slice(middle), joint)})`;
}
