import type { FieldSource, PicklistValue } from './types.ts';

// The notation of the schema data: one function a field type. `more` holds what differs from the type's usual
// properties; presets such as `required` are spread into it.

type More = Partial<Omit<FieldSource, 'name' | 'type'>>;

/** Must have a value when a record is made. */
export const required = { nillable: false } as const;
/** Kept by the system: neither created nor updated by a client. */
export const readOnly = { createable: false, updateable: false } as const;
/** Of an object: the org writes its records, clients can only read them, and no page shows them. */
export const keptByOrg = {
  compactLayoutable: false,
  createable: false,
  deletable: false,
  hasListViews: false,
  hasQuickActions: false,
  layoutable: false,
  mruEnabled: false,
  searchLayoutable: false,
  triggerable: false,
  undeletable: false,
  updateable: false,
} as const;
/** Set when the record is made, never changed. */
export const createOnly = { updateable: false } as const;
/** An external id that finds a record in an upsert. */
export const externalId = { externalId: true, idLookup: true, unique: true } as const;

const field =
  <Type extends FieldSource['type']>(type: Type) =>
  (name: string, more: More = {}): FieldSource => ({ name, type, ...more });

const sized =
  (type: FieldSource['type']) =>
  (name: string, length: number, more: More = {}): FieldSource => ({ name, type, length, ...more });

const decimal =
  (type: FieldSource['type']) =>
  (name: string, precision: number, scale: number, more: More = {}): FieldSource => ({
    name,
    type,
    precision,
    scale,
    ...more,
  });

export const text = sized('string');
/** Up to 255 characters it filters and sorts like a text; a longer one can only be selected. */
export const textArea = sized('textarea');
export const bool = field('boolean');
export const int = field('int');
export const double = decimal('double');
export const currency = decimal('currency');
export const percent = decimal('percent');
export const date = field('date');
export const datetime = field('datetime');
export const time = field('time');
export const email = field('email');
export const phone = field('phone');
export const url = field('url');

/** `values`: in order; `label|value` where they differ, a trailing `*` marks the default. */
export function picklist(name: string, values: readonly string[], more: More = {}): FieldSource {
  return choice('picklist', name, values, more);
}

export function multipicklist(name: string, values: readonly string[], more: More = {}): FieldSource {
  return choice('multipicklist', name, values, more);
}

/** A text field that suggests values. */
export function combobox(name: string, values: readonly string[], more: More = {}): FieldSource {
  return choice('combobox', name, values, more);
}

function choice(type: FieldSource['type'], name: string, values: readonly string[], more: More): FieldSource {
  const picklistValues = values.map(picklistValue);
  const chosen = picklistValues.find(value => value.defaultValue);
  const byDefault = chosen === undefined ? {} : { defaultValue: chosen.value, defaultedOnCreate: true };
  return { name, type, picklistValues, ...byDefault, ...more };
}

function picklistValue(written: string): PicklistValue {
  const defaultValue = written.endsWith('*');
  const [label = '', value = label] = written.replace(/\*$/, '').split('|');
  return { active: true, defaultValue, label, validFor: null, value };
}

/**
 * A reference. `children`: how the parent calls its list of these records; null for none. Several targets make it
 * polymorphic.
 */
export function lookup(
  name: string,
  relationshipName: string | null,
  referenceTo: readonly string[],
  children: string | null = null,
  more: More = {},
): FieldSource {
  const polymorphic = referenceTo.length > 1;
  return {
    name,
    type: 'reference',
    relationshipName,
    referenceTo,
    childRelationshipName: children,
    namePointing: polymorphic,
    polymorphicForeignKey: polymorphic,
    searchPrefilterable: relationshipName !== null && more.nillable !== false,
    ...more,
  };
}

/** The record belongs to its parent and goes with it. */
export function masterDetail(
  name: string,
  relationshipName: string,
  parent: string,
  children: string,
  more: More = {},
): FieldSource {
  return lookup(name, relationshipName, [parent], children, {
    ...required,
    ...createOnly,
    cascadeDelete: true,
    onParentDelete: 'cascade',
    relationshipOrder: 0,
    ...more,
  });
}

/** The text of a record's name, as the record page and lookups show it. */
export function recordName(length: number, more: More = {}): FieldSource {
  return text('Name', length, { nameField: true, ...required, ...more });
}

/** `prefix` + Street, City, … with the compound field over them. `''`: without prefix. */
export function address(prefix: string, more: More = {}): readonly FieldSource[] {
  const compound = `${prefix}Address`;
  const part = { compoundFieldName: compound, ...more };
  const label = (own: string): More => ({ ...part, label: `${prefix} ${own}`.trim() });
  return [
    textArea(`${prefix}Street`, 255, part),
    text(`${prefix}City`, 40, part),
    text(`${prefix}State`, 80, label('State/Province')),
    text(`${prefix}PostalCode`, 20, label('Zip/Postal Code')),
    text(`${prefix}Country`, 80, part),
    double(`${prefix}Latitude`, 18, 15, part),
    double(`${prefix}Longitude`, 18, 15, part),
    picklist(`${prefix}GeocodeAccuracy`, geocodeAccuracies, { ...part, restrictedPicklist: true }),
    { name: compound, type: 'address' },
  ];
}

const geocodeAccuracies = [
  'Address',
  'NearAddress',
  'Block',
  'Street',
  'ExtendedZip',
  'Zip',
  'Neighborhood',
  'City',
  'County',
  'State',
  'Unknown',
];
