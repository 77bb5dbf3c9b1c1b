import { withDuplicateRules } from './duplicateRules.ts';
import { fieldDefinition, isFieldType } from './fieldRules.ts';
import { objectFlags } from './objectRules.ts';
import { checkProperties, find, OverlayError } from './overlayChecks.ts';
import type { SchemaOverlay } from './overlayTypes.ts';
import { withOverlaidTypes } from './recordTypes.ts';
import type { FieldSource, ObjectSource, ValidationRule } from './types.ts';

/** The objects with the overlay's properties in place of their own. Names match without case. */
export function withOverlay(objects: readonly ObjectSource[], overlay: SchemaOverlay): readonly ObjectSource[] {
  return Object.entries(overlay).reduce((changed, [name, properties]) => {
    const { fields = {}, recordTypes = [], validationRules = [], ...others } = properties;
    const { matchingRules = [], duplicateRules = [], enableHistory = false, ...flags } = others;
    const object = find(changed, name, `object ${name}`);
    checkProperties(
      { ...flags, enableHistory },
      { ...objectFlags(object), enableHistory: false },
      `object ${object.name}`,
    );
    const rules = checkedRules(object, validationRules);
    const replacement = {
      ...object,
      ...flags,
      enableHistory,
      fields: withFields(object, fields),
      validationRules: rules,
    };
    const all = withDuplicateRules(withOverlaidTypes(replacement, recordTypes), matchingRules, duplicateRules);
    return changed.map(other => (other === object ? all : other));
  }, objects);
}

function withFields(
  object: ObjectSource,
  overlay: Readonly<Record<string, Partial<FieldSource>>>,
): readonly FieldSource[] {
  return Object.entries(overlay).reduce((changed, [name, properties]) => {
    const known = changed.find(field => field.name.toLowerCase() === name.toLowerCase());
    const field = known ?? newField(object, name, properties);
    checkProperties(properties, fieldDefinition(field), `field ${object.name}.${field.name}`);
    const changedField = { ...field, ...properties, ...computed(properties) };
    return known === undefined
      ? changed.concat(changedField)
      : changed.map(other => (other === known ? changedField : other));
  }, object.fields);
}

/** A custom field that the object does not have is added, if the overlay says of what type it is. */
function newField(object: ObjectSource, name: string, { type }: { readonly type?: unknown }): FieldSource {
  if (/^[A-Za-z]\w*__c$/.test(name) && isFieldType(type)) return { name, type };
  throw new OverlayError(`No field ${object.name}.${name} in the schema`);
}

/** What is computed is no data of its own. */
function computed(properties: Partial<FieldSource>): Partial<FieldSource> {
  const isComputed = (properties.calculatedFormula ?? properties.summary ?? null) !== null;
  return isComputed ? { calculated: true, generatedAs: null } : {};
}

/** Whether the conditions mean something is seen when the database is open. */
function checkedRules(object: ObjectSource, rules: readonly ValidationRule[]): readonly ValidationRule[] {
  if (!Array.isArray(rules)) throw new OverlayError(`validationRules on object ${object.name} must be a list`);
  return rules.map((rule, index) => {
    const what = `validation rule ${rule?.fullName ?? index} on object ${object.name}`;
    checkProperties(rule ?? {}, exampleRule, what);
    const missing = ruleProperties.find(name => rule?.[name] === undefined);
    if (missing !== undefined) throw new OverlayError(`No ${missing} on ${what}`);
    if ((rule.errorCondition === undefined) === (rule.errorConditionFormula === undefined)) {
      throw new OverlayError(`Either errorCondition or errorConditionFormula must be on ${what}`);
    }
    const { errorDisplayField: field } = rule;
    if (field === undefined) return rule;
    return { ...rule, errorDisplayField: find(object.fields, field, `field ${object.name}.${field}`).name };
  });
}

const ruleProperties = ['fullName', 'errorMessage'] as const;
const exampleRule: ValidationRule = {
  fullName: '',
  errorCondition: '',
  errorConditionFormula: '',
  errorMessage: '',
  errorDisplayField: '',
};
