import { child, childrenOf, textOf } from '../../syntax/tree.ts';
import { accepts, functionNamed, type SoqlFunction } from '../functions.ts';
import { problem } from '../problems.ts';
import type { CallReference, FieldReference } from '../references.ts';
import { type Facts, normalized, type Rule } from './rule.ts';

/** What a field's describe flags allow in the clause where it stands. */
export const fieldFlags: Rule = ({ references }, report) => {
  for (const reference of references.fields) {
    const { field, path, place, call } = reference;
    if (!field) continue;
    const fn = call && functionNamed(call.name);
    if (fn?.kind === 'location' || fn?.kind === 'grouping') continue;
    const name = field.name;
    if (place === 'where' && !field.filterable) report(problem('not-filterable', path, [name, field.type]));
    else if (place === 'where' && field.type === 'address') report(problem('address-filter', path, [name]));
    else if (place === 'orderBy' && !call && !field.sortable) report(problem('not-sortable', path, [name, field.type]));
    else if (place === 'groupBy' && !call && !field.groupable) {
      report(problem(field.type === 'datetime' ? 'datetime-not-groupable' : 'not-groupable', path, [name, field.type]));
    }
  }
};

/** Where functions may stand and what they take. */
export const functionUse: Rule = (facts, report) => {
  const { references } = facts;
  for (const call of references.calls) {
    const fn = functionNamed(call.name);
    const name = child(call.node, 'Name');
    if (!fn || !name) continue;
    if (
      call.place !== 'from' &&
      call.place !== 'typeof' &&
      call.place !== 'using' &&
      !fn.clauses.includes(call.place)
    ) {
      report(problem('function-not-here', name, [fn.name, clauseWords[call.place]]));
    } else if (!nestsWell(fn, call)) report(problem('function-nesting', name, [fn.name]));
  }
  for (const reference of references.fields) {
    reportArgument(reference, report);
    if (!isRolledUp(facts, reference)) {
      report(problem('grouping-without-rollup', reference.path, [textOf(facts.tree, reference.path)]));
    }
  }
};

/** GROUPING tells subtotals, which only ROLLUP and CUBE make, from groups. */
function isRolledUp(facts: Facts, { call, path, scope }: FieldReference): boolean {
  if (!call || functionNamed(call.name)?.kind !== 'grouping') return true;
  const set = child(child(scope.node, 'GroupByClause'), 'GroupingSet');
  const wanted = normalized(facts, path);
  return childrenOf(set, 'GroupItem').some(item => normalized(facts, item) === wanted);
}

const clauseWords = {
  select: 'SELECT',
  where: 'WHERE',
  groupBy: 'GROUP BY',
  having: 'HAVING',
  orderBy: 'ORDER BY',
} as const;

function nestsWell(fn: SoqlFunction, call: CallReference): boolean {
  const outer = call.outer && functionNamed(call.outer.name);
  if (fn.name === 'convertTimezone') return outer?.kind === 'date';
  if (fn.name === 'GEOLOCATION') return outer?.name === 'DISTANCE';
  if (!outer) return true;
  return outer.name === 'FORMAT' && !call.outer?.outer && (fn.kind === 'aggregate' || fn.name === 'convertCurrency');
}

function reportArgument({ field, path, call }: FieldReference, report: Parameters<Rule>[1]): void {
  const fn = call && functionNamed(call.name);
  if (!fn || !field || fn.kind === 'grouping' || fn.kind === 'formula' || accepts(fn, field)) return;
  if (fn.name === 'toLabel' && field.type !== 'boolean' && !/^(int|double|currency|date)/.test(field.type)) return;
  report(problem('function-argument', path, [fn.name, field.name, field.type]));
}
