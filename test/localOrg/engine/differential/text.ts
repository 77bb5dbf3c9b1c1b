import type { Condition, Distance, Literal, Operand, Order, Path, RecordSpec, SelectItem, Spec } from './spec.ts';

/** The SOQL of a spec. */
export function soqlOf(spec: Spec): string {
  const where = spec.where ? ` WHERE ${conditionText(spec.where)}` : '';
  switch (spec.kind) {
    case 'count':
      return `SELECT COUNT() FROM ${spec.object}${where}${limitText(spec.limit)}`;
    case 'groups': {
      const groups = spec.groupBy.map(operandText);
      // Aliases keep parent fields of the same name apart.
      const selected = [...spec.groupBy, ...spec.aggregates].map((item, index) => `${operandText(item)} c${index}`);
      const list = spec.set ? `${spec.set}(${groups.join(', ')})` : groups.join(', ');
      const groupBy = groups.length > 0 ? ` GROUP BY ${list}` : '';
      const having = spec.having ? ` HAVING ${conditionText(spec.having)}` : '';
      const end = `${orderByText(spec.order)}${limitText(spec.limit)}`;
      return `SELECT ${selected.join(', ')} FROM ${spec.object}${where}${groupBy}${having}${end}`;
    }
    case 'records':
      return recordsText(spec, spec.object);
    default:
      return spec satisfies never;
  }
}

function recordsText(spec: RecordSpec, from: string): string {
  const { alias, scope, offset, forView } = spec;
  const children = spec.children.map(child => `(${recordsText(child.spec, child.relationship)})`);
  const where = spec.where ? ` WHERE ${conditionText(spec.where)}` : '';
  const items = [...spec.select.map(item => itemText(item, alias)), ...children].join(', ');
  const using = scope ? ` USING SCOPE ${scope}` : '';
  const skipped = offset === undefined ? '' : ` OFFSET ${offset}`;
  const end = `${orderByText(spec.order)}${limitText(spec.limit)}${skipped}${forView ? ` FOR ${forView}` : ''}`;
  return `SELECT ${items} FROM ${from}${alias ? ` ${alias}` : ''}${using}${where}${end}`;
}

function itemText(item: SelectItem, alias: string | undefined): string {
  switch (item.kind) {
    case 'path':
      return alias ? `${alias}.${pathText(item.path)}` : pathText(item.path);
    case 'dressed':
      return `${item.by}(${item.field})${item.by.includes('(') ? ')' : ''} ${item.alias}`;
    case 'distance':
      return `${distanceText(item.of)} ${item.alias}`;
    case 'fields':
      return `FIELDS(${item.which})`;
    case 'typeof': {
      const whens = item.whens.map(({ object, fields }) => ` WHEN ${object} THEN ${fields.join(', ')}`);
      const otherwise = item.otherwise.length > 0 ? ` ELSE ${item.otherwise.join(', ')}` : '';
      return `TYPEOF ${item.relationship}${whens.join('')}${otherwise} END`;
    }
    default:
      return item satisfies never;
  }
}

const pathText = (path: Path): string => path.join('.');
const limitText = (limit: number | undefined): string => (limit === undefined ? '' : ` LIMIT ${limit}`);

function orderByText(order: readonly Order[]): string {
  const items = order.map(({ by, descending, nulls }) => {
    return `${operandText(by)}${descending ? ' DESC' : ''}${nulls ? ` NULLS ${nulls}` : ''}`;
  });
  return items.length > 0 ? ` ORDER BY ${items.join(', ')}` : '';
}

function operandText(operand: Operand): string {
  switch (operand.kind) {
    case 'field':
      return pathText(operand.path);
    case 'grouping':
      return `GROUPING(${pathText(operand.path)})`;
    case 'label':
      return `toLabel(${pathText(operand.path)})`;
    case 'aggregate':
      return `${operand.name}(${pathText(operand.path)})`;
    case 'dateFunction': {
      const path = pathText(operand.path);
      return `${operand.name}(${operand.local ? `convertTimezone(${path})` : path})`;
    }
    case 'distance':
      return distanceText(operand);
    default:
      return operand satisfies never;
  }
}

function distanceText({ address, latitude, longitude, unit }: Distance): string {
  return `DISTANCE(${address}Address, GEOLOCATION(${latitude}, ${longitude}), '${unit}')`;
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
      return `'${literal.value
        .replace(/['"\\]/g, '\\$&')
        .replaceAll('\n', '\\n')
        .replaceAll('Å', '\\u00c5')}'`;
    case 'id':
      return `'${literal.value}'`;
    case 'pattern':
      return `'${literal.value.replaceAll("'", "\\'").replaceAll('"', '\\"')}'`;
    case 'currency':
      return `USD${literal.value}`;
    case 'relative':
      return literal.count === undefined ? literal.name : `${literal.name}:${literal.count}`;
    default:
      return String(literal.value);
  }
}
