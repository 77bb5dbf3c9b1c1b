import type { DuplicateRule, MatchingRule } from './duplicateRuleTypes.ts';
import { checkProperties, OverlayError } from './overlayChecks.ts';
import type { ObjectSource } from './types.ts';

/**
 * The object with these rules beside its own; one of a known `fullName` changes what it names of it. Throws an
 * OverlayError for what is no rule. Whether fields and conditions mean something is seen when the database is open.
 */
export function withDuplicateRules(
  object: ObjectSource,
  matchingRules: readonly MatchingRule[],
  duplicateRules: readonly DuplicateRule[],
): ObjectSource {
  return {
    ...object,
    matchingRules: merged(object, object.matchingRules ?? [], matchingRules, matchingRuleKind),
    duplicateRules: merged(object, object.duplicateRules ?? [], duplicateRules, duplicateRuleKind),
  };
}

/** The rules that are kept to, in their order. */
export function activeDuplicateRules({ duplicateRules = [] }: ObjectSource): readonly DuplicateRule[] {
  const active = duplicateRules.filter(({ isActive }) => isActive ?? true);
  return active.toSorted((a, b) => (a.sortOrder ?? 1) - (b.sortOrder ?? 1));
}

interface Kind<Rule> {
  readonly property: string;
  readonly what: string;
  /** All properties, each with a value of its type. */
  readonly example: Required<Rule>;
  readonly required: readonly (keyof Rule)[];
  readonly choices: Readonly<Record<string, readonly unknown[]>>;
}

const matchingRuleKind: Kind<MatchingRule> = {
  property: 'matchingRules',
  what: 'matching rule',
  example: { fullName: '', label: '', description: '', matchingRuleItems: [], booleanFilter: '', ruleStatus: 'Active' },
  required: ['matchingRuleItems'],
  choices: { ruleStatus: ['Active', 'Inactive'] },
};

const duplicateRuleKind: Kind<DuplicateRule> = {
  property: 'duplicateRules',
  what: 'duplicate rule',
  example: {
    fullName: '',
    masterLabel: '',
    description: '',
    actionOnInsert: 'Allow',
    actionOnUpdate: 'Allow',
    operationsOnInsert: [],
    operationsOnUpdate: [],
    alertText: '',
    duplicateRuleMatchRules: [],
    isActive: true,
    securityOption: '',
    sortOrder: 1,
  },
  required: ['actionOnInsert', 'actionOnUpdate', 'duplicateRuleMatchRules'],
  choices: { actionOnInsert: ['Allow', 'Block'], actionOnUpdate: ['Allow', 'Block'] },
};

function merged<Rule extends { readonly fullName: string }>(
  object: ObjectSource,
  own: readonly Rule[],
  more: readonly Rule[],
  kind: Kind<Rule>,
): readonly Rule[] {
  if (!Array.isArray(more)) throw new OverlayError(`${kind.property} on object ${object.name} must be a list`);
  const rules = [...own];
  for (const rule of more) {
    const place = rules.findIndex(({ fullName }) => fullName === rule?.fullName);
    const whole: Rule = { ...rules[place], ...rule };
    checkRule(object, whole, kind);
    rules.splice(place < 0 ? rules.length : place, 1, whole);
  }
  return rules;
}

function checkRule<Rule extends { readonly fullName: string }>(
  object: ObjectSource,
  rule: Rule,
  kind: Kind<Rule>,
): void {
  const what = `${kind.what} ${rule.fullName ?? ''} on object ${object.name}`;
  checkProperties(rule, kind.example, what);
  const missing = (['fullName', ...kind.required] as const).find(name => rule[name] === undefined);
  if (missing !== undefined) throw new OverlayError(`No ${String(missing)} on ${what}`);
  for (const [name, values] of Object.entries(kind.choices)) {
    const value = rule[name as keyof Rule];
    if (value === undefined || values.includes(value)) continue;
    throw new OverlayError(`Property ${name} on ${what} must be one of ${values.join(', ')}`);
  }
}
