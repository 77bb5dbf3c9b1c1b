import type { Condition, Literal, Operand, Order, Path, RecordSpec, Spec } from './spec.ts';

/** The SOQL of a spec. */
export function soqlOf(spec: Spec): string {
  const where = spec.where ? ` WHERE ${conditionText(spec.where)}` : '';
  switch (spec.kind) {
    case 'count':
      return `SELECT COUNT() FROM ${spec.object}${where}`;
    case 'groups': {
      const groups = spec.groupBy.map(operandText);
      // Aliases keep parent fields of the same name apart.
      const selected = [...spec.groupBy, ...spec.aggregates].map((item, index) => `${operandText(item)} c${index}`);
      const list = spec.set ? `${spec.set}(${groups.join(', ')})` : groups.join(', ');
      const groupBy = groups.length > 0 ? ` GROUP BY ${list}` : '';
      const having = spec.having ? ` HAVING ${conditionText(spec.having)}` : '';
      return `SELECT ${selected.join(', ')} FROM ${spec.object}${where}${groupBy}${having}`;
    }
    case 'records':
      return recordsText(spec, spec.object);
    default:
      return spec satisfies never;
  }
}

function recordsText(spec: RecordSpec, from: string): string {
  const children = spec.children.map(child => `(${recordsText(child.spec, child.relationship)})`);
  const where = spec.where ? ` WHERE ${conditionText(spec.where)}` : '';
  const order = spec.order.length > 0 ? ` ORDER BY ${spec.order.map(orderText).join(', ')}` : '';
  const limit = spec.limit === undefined ? '' : ` LIMIT ${spec.limit}`;
  const offset = spec.offset === undefined ? '' : ` OFFSET ${spec.offset}`;
  const items = [...spec.select.map(pathText), ...children].join(', ');
  return `SELECT ${items} FROM ${from}${where}${order}${limit}${offset}`;
}

const pathText = (path: Path): string => path.join('.');

function orderText({ by, descending, nulls }: Order): string {
  return `${operandText(by)}${descending ? ' DESC' : ''}${nulls ? ` NULLS ${nulls}` : ''}`;
}

function operandText(operand: Operand): string {
  const path = pathText(operand.path);
  switch (operand.kind) {
    case 'field':
      return path;
    case 'grouping':
      return `GROUPING(${path})`;
    case 'label':
      return `toLabel(${path})`;
    case 'aggregate':
      return `${operand.name}(${path})`;
    case 'dateFunction':
      return `${operand.name}(${operand.local ? `convertTimezone(${path})` : path})`;
    default:
      return operand satisfies never;
  }
}

function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.parts.map(part => inParentheses(part)).join(` ${condition.kind.toUpperCase()} `);
    case 'not':
      return `NOT ${inParentheses(condition.part)}`;
    case 'compare': {
      const { left, operator, values } = condition;
      const list = values.map(literalText).join(', ');
      const isList = ['IN', 'NOT IN', 'INCLUDES', 'EXCLUDES'].includes(operator);
      return `${operandText(left)} ${operator} ${isList ? `(${list})` : list}`;
    }
    case 'semiJoin': {
      const { field, negated, column, object, where } = condition;
      const inner = `SELECT ${column} FROM ${object}${where ? ` WHERE ${conditionText(where)}` : ''}`;
      return `${field} ${negated ? 'NOT IN' : 'IN'} (${inner})`;
    }
    default:
      return condition satisfies never;
  }
}

function inParentheses(condition: Condition): string {
  const isSimple = condition.kind === 'compare' || condition.kind === 'semiJoin';
  return isSimple ? conditionText(condition) : `(${conditionText(condition)})`;
}

function literalText(literal: Literal): string {
  switch (literal.kind) {
    case 'null':
      return 'null';
    case 'text':
      return `'${literal.value.replace(/['\\]/g, '\\$&')}'`;
    case 'pattern':
      return `'${literal.value.replaceAll("'", "\\'")}'`;
    case 'relative':
      return literal.count === undefined ? literal.name : `${literal.name}:${literal.count}`;
    case 'datetime':
      return literal.value.replace('+0000', 'Z');
    default:
      return String(literal.value);
  }
}
