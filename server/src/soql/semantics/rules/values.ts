import { type SyntaxNode, type SyntaxTree, textOf } from '../../syntax/tree.ts';
import type { Comparison } from '../comparisons.ts';
import { validValues } from '../dependentPicklists.ts';
import { functionNamed } from '../functions.ts';
import { quote, stringValue } from '../literals.ts';
import { problem } from '../problems.ts';
import type { FieldSchema } from '../schema.ts';
import { closest } from '../suggest.ts';
import { familyOf, familyWords, operatorsOf, type TypeFamily, takesLiteral } from '../types.ts';
import type { Facts, Rule } from './rule.ts';

/** Operators and literals against the type of what they are compared with. */
export const comparisonTypes: Rule = (facts, report) => {
  for (const comparison of facts.comparisons) {
    const family = familyOf(comparison.type);
    if (!family) continue;
    const { operator, operatorNode } = comparison;
    if (operatorNode && !allowed(comparison, family)) {
      report(
        problem(
          'wrong-operator',
          operatorNode,
          [operator, subject(comparison), comparison.type!],
          insteadOf(operator, family),
        ),
      );
      continue;
    }
    if (comparison.functionName?.toUpperCase() === 'DISTANCE' && operatorNode && !/^[<>]$/.test(operator)) {
      report(problem('distance-operator', operatorNode));
    }
    for (const value of comparison.values) {
      if (!takesLiteral(family, value.kind)) {
        const args = [subject(comparison), comparison.type!, familyWords[family]];
        report(problem('wrong-literal', value, args, rewritten(facts.tree, family, value)));
      } else reportValue(facts, comparison, value, report);
    }
  }
};

function subject({ field, functionName }: Comparison): string {
  return functionName ?? field?.name ?? '';
}

function allowed({ operator, type, functionName }: Comparison, family: TypeFamily): boolean {
  if (functionName?.toLowerCase() === 'tolabel') return operator !== 'INCLUDES' && operator !== 'EXCLUDES';
  if (type === 'location' || type === 'address') return true;
  return operatorsOf(family).includes(operator) || !known.has(operator);
}

const known: ReadonlySet<string> = new Set([
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'LIKE',
  'IN',
  'NOT IN',
  'INCLUDES',
  'EXCLUDES',
]);

function insteadOf(operator: string, family: TypeFamily): string[] {
  if (operator === 'INCLUDES') return ['IN'];
  if (operator === 'EXCLUDES') return ['NOT IN'];
  return family === 'multipicklist' && operator === 'LIKE' ? ['='] : [];
}

/** The same value as a literal that the family takes, where that is plain. */
function rewritten(tree: SyntaxTree, family: TypeFamily, value: SyntaxNode): string[] {
  const inner = value.kind === 'StringLiteral' ? stringValue(tree, value).trim() : textOf(tree, value);
  switch (family) {
    case 'text':
    case 'multipicklist':
    case 'id':
      return value.kind === 'RelativeDate' ? [] : [quote(inner)];
    case 'boolean':
      if (/^(true|1|yes)$/i.test(inner)) return ['TRUE'];
      return /^(false|0|no)$/i.test(inner) ? ['FALSE'] : [];
    case 'number':
    case 'currency':
      return /^[+-]?\d+(\.\d+)?$/.test(inner) ? [inner] : [];
    case 'date':
      return /^\d{4}-\d\d-\d\d/.test(inner) ? [inner.slice(0, 10)] : [];
    case 'datetime':
      if (/^\d{4}-\d\d-\d\d$/.test(inner)) return [`${inner}T00:00:00Z`];
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*(Z|[+-]\d\d:?\d\d)$/.test(inner) ? [inner] : [];
    case 'time':
      return /^\d\d:\d\d:\d\d\S*Z$/.test(inner) ? [inner] : [];
    default:
      return family satisfies never;
  }
}

function reportValue(facts: Facts, comparison: Comparison, value: SyntaxNode, report: Parameters<Rule>[1]): void {
  const { tree } = facts;
  const { field, functionName, operator } = comparison;
  if (value.kind === 'RelativeDate' && functionName && functionNamed(functionName)?.kind === 'date') {
    report(problem('date-literal-with-function', value, [functionName]));
  }
  if (value.kind === 'DateLiteral' || value.kind === 'DateTimeLiteral') {
    const year = Number(textOf(tree, value).slice(0, 4));
    if (year < 1700 || year > 4000) report(problem('date-out-of-range', value));
  }
  if (value.kind !== 'StringLiteral' || !field || functionName) return;
  const written = stringValue(tree, value);
  if (field.type === 'id' || field.type === 'reference') {
    if (!/^([a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})?$/.test(written))
      report(problem('invalid-id', value, [written, field.name]));
  } else if (field.picklistValues.length > 0 && operator !== 'LIKE') {
    reportChoice(field, value, written, report);
    reportUse(facts, comparison, value, written, report);
  }
}

/** Values that the picklist has, and that few rows or none will have. */
function reportUse(
  { scopes }: Facts,
  comparison: Comparison,
  node: SyntaxNode,
  written: string,
  report: Parameters<Rule>[1],
): void {
  const value = comparison.field?.picklistValues.find(v => sameText(v.value, written));
  if (!value) return;
  if (!value.active) report(problem('inactive-value', node, [written]));
  const valid =
    comparison.operator === '=' || comparison.operator === 'IN' ? validValues(scopes, comparison) : undefined;
  if (!valid || valid.values.includes(value)) return;
  report(problem('dependent-value', node, [written, valid.controller, valid.controlledBy]));
}

/** A value that the picklist lacks is surely wrong only where it is restricted, or where it is the label of another. */
function reportChoice(field: FieldSchema, node: SyntaxNode, written: string, report: Parameters<Rule>[1]): void {
  const parts = field.type === 'multipicklist' ? written.split(';') : [written];
  const isValue = (part: string) => field.picklistValues.some(v => sameText(v.value, part));
  const unknown = parts.find(part => part !== '' && !isValue(part));
  if (unknown === undefined) return;
  const instead = (name: string) => quote(parts.map(p => (p === unknown ? name : p)).join(';'));
  const labelled = field.picklistValues.find(v => sameText(v.label, unknown));
  if (labelled) {
    report(problem('picklist-label', node, [unknown, field.name, labelled.value], [instead(labelled.value)]));
  } else if (field.restrictedPicklist) {
    const candidates = field.picklistValues.map(v => ({ name: v.value, label: v.label }));
    report(problem('unknown-picklist-value', node, [unknown, field.name], closest(unknown, candidates).map(instead)));
  }
}

function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
