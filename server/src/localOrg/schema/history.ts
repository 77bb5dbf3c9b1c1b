import { fieldDefinition } from './fieldRules.ts';
import { keptByOrg, lookup, picklist, readOnly } from './notation.ts';
import { createdFields, idFields } from './standard/systemFields.ts';
import type { FieldDefinition, FieldSource, ObjectDefinition, ObjectSource, PicklistValue } from './types.ts';

// The objects that keep what fields of others were before a change. Rows come where an overlay says `enableHistory` of
// the object and `trackHistory` of the field, as the Metadata API does (`storage/history.ts`).
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_associated_objects_history.htm

/** Recorded describes list these, whether anything is tracked or not. */
const always = new Set(['Account', 'Case', 'Contact', 'Lead', 'Opportunity']);

/** All of them share it. */
const keyPrefix = '017';

/** The objects with those beside them that keep their history. An object that is there already stays as it is. */
export function withHistories(objects: readonly ObjectSource[]): readonly ObjectSource[] {
  const names = new Set(objects.map(({ name }) => name.toLowerCase()));
  const tracked = objects.filter(({ name, enableHistory }) => enableHistory || always.has(name));
  return [...objects, ...tracked.filter(({ name }) => !names.has(historyName(name).toLowerCase())).map(historyOf)];
}

/** `AccountHistory`, `OpportunityFieldHistory`, `Trip__History`. */
export function historyName(object: string): string {
  if (object === 'Opportunity') return 'OpportunityFieldHistory';
  return object.endsWith('__c') ? object.replace(/__c$/, '__History') : `${object}History`;
}

/** The field that points at the record: `AccountId`; of custom objects `ParentId`. */
export function historyParent(object: string): string {
  return object.endsWith('__c') ? 'ParentId' : `${object}Id`;
}

/** What `Field` calls a field: a reference of standard objects goes without its `Id`. */
export function trackedName({ name, type }: Pick<FieldSource, 'name' | 'type'>): string {
  return type === 'reference' ? name.replace(/Id$/, '') : name;
}

export function trackedFields({ enableHistory, fields }: ObjectDefinition): readonly FieldDefinition[] {
  return enableHistory ? fields.filter(field => field.trackHistory && canBeTracked(field)) : [];
}

/** Clients must be able to change it. */
function canBeTracked({ type, updateable, calculated }: FieldDefinition): boolean {
  return updateable && !calculated && type !== 'id' && type !== 'address' && type !== 'location' && type !== 'base64';
}

function historyOf({ name, label, fields }: ObjectSource): ObjectSource {
  const parent = historyParent(name);
  const values = fields.map(fieldDefinition).filter(canBeTracked).map(trackedValue);
  return {
    name: historyName(name),
    label: `${label} History`,
    labelPlural: `${label} History`,
    keyPrefix,
    ...keptByOrg,
    searchable: false,
    supportedScopes: [],
    fields: [
      ...idFields(`${label} History`),
      lookup(parent, parent.replace(/Id$/, ''), [name], 'Histories', {
        ...readOnly,
        nillable: false,
        cascadeDelete: true,
        onParentDelete: 'cascade',
      }),
      ...createdFields,
      picklist('Field', [], {
        ...readOnly,
        nillable: false,
        restrictedPicklist: true,
        length: 255,
        label: 'Changed Field',
        picklistValues: [{ ...plain, label: 'Created.', value: 'created' }, ...values],
      }),
      picklist('DataType', [], { ...readOnly, restrictedPicklist: true, length: 40, label: 'Datatype' }),
      changedValue('OldValue', 'Old Value'),
      changedValue('NewValue', 'New Value'),
    ],
  };
}

const plain = { active: true, defaultValue: false, validFor: null } as const;

function trackedValue(field: FieldDefinition): PicklistValue {
  return { ...plain, label: field.label.replace(/ ID$/, ''), value: trackedName(field) };
}

function changedValue(name: string, label: string): FieldSource {
  return { name, type: 'anyType', ...readOnly, sortable: true, length: 255, label };
}
