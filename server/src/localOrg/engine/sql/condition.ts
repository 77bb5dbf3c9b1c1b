import { quoted } from '../../storage/tables.ts';
import type { Condition, Expression, FromPlan, Source, SqlValue } from '../plan.ts';
import { bind, comparableSql, expressionSql, isText, SMALL_LETTERS, type SqlContext } from './expression.ts';

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
    case 'like': {
      const { subject, fold } = operandSql(condition.left, [condition.pattern], context);
      return `(${subject} LIKE ${bind(context, fold(condition.pattern))} ESCAPE '\\')`;
    }
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
  const { subject, fold } = operandSql(left, [right], context);
  const mark = bind(context, fold(right));
  if (operator === '=') return `${subject} IS ${mark}`;
  if (operator === '!=') return `${subject} IS NOT ${mark}`;
  return `${subject} ${operator} ${mark}`;
}

function inSql(left: Expression, values: readonly SqlValue[], context: SqlContext): string {
  const given = values.filter(value => value !== null);
  const alternatives: string[] = [];
  if (given.length > 0) {
    const { subject, fold } = operandSql(left, given, context);
    const folded = given.map(fold);
    const isLong = folded.length > MOST_PARAMETERS;
    const list = isLong
      ? `SELECT value FROM json_each(${bind(context, JSON.stringify(folded))})`
      : folded.map(value => bind(context, value)).join(', ');
    alternatives.push(`${subject} IN (${list})`);
  }
  if (given.length < values.length) alternatives.push(`${expressionSql(left, context)} IS NULL`);
  return `(${alternatives.join(' OR ')})`;
}

/**
 * The left side of a comparison with these values, and what to do to the values. A checkbox of a parent that does not
 * exist counts as unchecked; those of the object itself are never null. SQLite ignores the case of A to Z alone, so
 * other letters are folded on both sides.
 */
function operandSql(
  left: Expression,
  values: readonly SqlValue[],
  context: SqlContext,
): { readonly subject: string; readonly fold: (value: SqlValue) => SqlValue } {
  const isOwn = left.kind === 'column' && left.source.join === undefined;
  const subject = comparableSql(left, context);
  if (left.type === 'boolean' && !isOwn) return { subject: `ifnull(${subject}, 0)`, fold: value => value };
  const isCaseSensitive = left.kind === 'column' && left.field.caseSensitive;
  if (isCaseSensitive || !isText(left) || !values.some(hasOtherLetters)) return { subject, fold: value => value };
  return {
    subject: `${SMALL_LETTERS}(${subject})`,
    fold: value => (typeof value === 'string' ? value.toLowerCase() : value),
  };
}

function hasOtherLetters(value: SqlValue): boolean {
  return typeof value === 'string' && /[\u0080-\uffff]/.test(value);
}

function includesSql(left: Expression, sets: readonly (readonly string[])[], context: SqlContext): string {
  const selected = (value: string): string => {
    const { subject, fold } = operandSql(left, [value], context);
    const pattern = `%;${value.replace(/[\\%_]/g, '\\$&')};%`;
    return `(';' || ${subject} || ';') LIKE ${bind(context, fold(pattern))} ESCAPE '\\'`;
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
