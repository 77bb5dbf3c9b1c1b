import { calendarOf } from './dates.ts';
import { type Answer, type Cell, type Evaluation, evaluationOf } from './evaluation.ts';
import { groupsOf } from './groups.ts';
import { decimals, fieldsOf, percentages, type Row, type Value, world } from './objects.ts';
import type { RecordSpec, SelectItem, Spec } from './spec.ts';
import { formatted, labelOf } from './values.ts';
import type { World } from './world.ts';

/** Evaluates specs in the simplest way that the rules of SOQL allow. */
export function evaluatorOf({ rows, setting }: World): (spec: Spec) => Answer {
  const evaluation = evaluationOf(rows, calendarOf(setting));
  const records = recordsOf(evaluation, setting.userId);
  return spec => {
    switch (spec.kind) {
      case 'count': {
        const { object, where, all, limit = Number.POSITIVE_INFINITY } = spec;
        const found = evaluation.rows(object, all).filter(row => !where || evaluation.holds(object, row, where, all));
        return [[Math.min(limit, found.length)]];
      }
      case 'groups':
        return groupsOf(evaluation, spec);
      case 'records':
        return records(spec, evaluation.rows(spec.object, spec.all), spec.all);
      default:
        return spec satisfies never;
    }
  };
}

/** `candidates`: the rows to choose from; for a subquery, the children of one record. */
function recordsOf(evaluation: Evaluation, userId: string) {
  const { valueAt, operand, holds, inOrder } = evaluation;
  const cellsOf = (object: string, row: Row, item: SelectItem): readonly Cell[] => {
    switch (item.kind) {
      case 'path':
        return [valueAt(object, row, item.path)];
      case 'distance':
        return [operand(object, row, item.of)];
      case 'dressed': {
        const value = row[item.field] ?? null;
        if (item.by === 'toLabel') return [labelOf(value)];
        // One currency: nothing to convert.
        if (item.by === 'convertCurrency') return [value];
        const kind = fieldsOf(object)[item.field];
        const of = { kind, decimals: decimals[item.field] ?? 0, isPercent: percentages.has(item.field) };
        return [formatted(of, value, evaluation.calendar.localText)];
      }
      case 'typeof':
        return [typeofText(object, row, item, valueAt, evaluation)];
      case 'fields':
        return [fieldsText(object, row, item.which)];
      default:
        return item satisfies never;
    }
  };
  const childrenIn = new Map<string, ReadonlyMap<Value, readonly Row[]>>();
  const childrenOf = (object: string, field: string, all: boolean | undefined, id: Value): readonly Row[] => {
    const key = `${object}.${field}.${all}`;
    const index = childrenIn.get(key) ?? Map.groupBy(evaluation.rows(object, all), row => row[field] ?? null);
    childrenIn.set(key, index);
    return index.get(id) ?? [];
  };
  const records = (spec: RecordSpec, candidates: readonly Row[], all: boolean | undefined): Answer => {
    const { object, where, scope, offset = 0, limit = Number.POSITIVE_INFINITY } = spec;
    return candidates
      .filter(row => scope !== 'mine' || row.OwnerId === userId)
      .filter(row => !where || holds(object, row, where, all))
      .toSorted(inOrder(object, spec.order, (row, by) => operand(object, row, by)))
      .slice(offset, offset + limit)
      .map(row => [
        ...spec.select.flatMap(item => cellsOf(object, row, item)),
        ...spec.children.map(({ relationship, spec: child }) => {
          const { field = '' } = world[object]?.children[relationship] ?? {};
          const nested = records(child, childrenOf(child.object, field, all, row.Id ?? null), all);
          return nested.length > 0 ? nested : null;
        }),
      ]);
  };
  return records;
}

/** The fields of a record as one text: of TYPEOF and FIELDS(), whose members differ from row to row. */
function typeofText(
  object: string,
  row: Row,
  { relationship, whens, otherwise }: Extract<SelectItem, { kind: 'typeof' }>,
  valueAt: Evaluation['valueAt'],
  evaluation: Evaluation,
): Value {
  const type = valueAt(object, row, [relationship, 'Type']);
  const id = valueAt(object, row, [relationship, 'Id']);
  if (id === null) return null;
  const when = whens.find(each => each.object === type);
  if (when !== undefined) {
    const target = evaluation.rows(when.object, true).find(each => each.Id === id);
    return membersText(when.fields.map(field => [field, target?.[field] ?? null]));
  }
  if (otherwise.length === 0) return null;
  return membersText(otherwise.map(field => [field, valueAt(object, row, [relationship, field])]));
}

function fieldsText(object: string, row: Row, which: 'ALL' | 'CUSTOM' | 'STANDARD'): Value {
  const names = Object.keys(fieldsOf(object)).filter(
    name => which === 'ALL' || name.endsWith('__c') === (which === 'CUSTOM'),
  );
  return membersText(names.map(name => [name, row[name] ?? null]));
}

export function membersText(members: readonly (readonly [string, unknown])[]): string {
  return JSON.stringify(members.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
