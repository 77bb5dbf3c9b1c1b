import type { FieldDefinition, FieldSource, FieldType } from './types.ts';

/**
 * The whole definition of a field: what its type implies, then what follows from its other properties, then what
 * its source says. The rules were read off describes of real orgs; a source states only the exceptions.
 */
export function fieldDefinition(source: FieldSource): FieldDefinition {
  const known = definitions.get(source);
  if (known !== undefined) return known;
  const byType = { ...usual, ...ofType[source.type] };
  const made = { ...byType, ...implied({ ...byType, ...source }), ...source };
  definitions.set(source, made);
  return made;
}

/** Many objects have the same audit fields. */
const definitions = new WeakMap<FieldSource, FieldDefinition>();

type Stated = Omit<
  FieldDefinition,
  'name' | 'type' | 'label' | 'soapType' | 'byteLength' | 'custom' | 'permissionable'
>;

const usual: Stated = {
  aggregatable: true,
  aiPredictionField: false,
  autoNumber: false,
  autoNumberFormat: null,
  calculated: false,
  calculatedFormula: null,
  cascadeDelete: false,
  caseSensitive: false,
  childRelationshipName: null,
  compoundFieldName: null,
  controllerName: null,
  createable: true,
  defaultValue: null,
  defaultValueFormula: null,
  defaultedOnCreate: false,
  dependentPicklist: false,
  deprecatedAndHidden: false,
  digits: 0,
  displayLocationInDecimal: false,
  encrypted: false,
  externalId: false,
  extraTypeInfo: null,
  filterable: true,
  filteredLookupInfo: null,
  formulaTreatNullNumberAsZero: false,
  generatedAs: null,
  groupable: true,
  highScaleNumber: false,
  htmlFormatted: false,
  idLookup: false,
  inlineHelpText: null,
  length: 0,
  mask: null,
  maskType: null,
  nameField: false,
  namePointing: false,
  nillable: true,
  onParentDelete: 'clear',
  picklistValues: [],
  polymorphicForeignKey: false,
  precision: 0,
  queryByDistance: false,
  referenceTargetField: null,
  referenceTo: [],
  relationshipName: null,
  relationshipOrder: null,
  restrictedDelete: false,
  restrictedPicklist: false,
  scale: 0,
  searchPrefilterable: false,
  sortable: true,
  summary: null,
  trackHistory: false,
  unique: false,
  updateable: true,
  writeRequiresMasterRead: false,
};

const unqueryable = { aggregatable: false, filterable: false, groupable: false, sortable: false };
const number = { groupable: false, precision: 18 };

const ofType: Record<FieldType, Partial<Stated>> = {
  id: { createable: false, updateable: false, nillable: false, defaultedOnCreate: true, idLookup: true, length: 18 },
  string: {},
  textarea: { extraTypeInfo: 'plaintextarea', length: 255 },
  boolean: { aggregatable: false, nillable: false, defaultedOnCreate: true, defaultValue: false },
  int: { digits: 8 },
  long: { digits: 18 },
  double: number,
  currency: number,
  percent: number,
  date: {},
  datetime: { groupable: false },
  time: { aggregatable: false, groupable: false },
  reference: { length: 18 },
  picklist: { length: 40 },
  multipicklist: { aggregatable: false, groupable: false, sortable: false, length: 4099, precision: 4 },
  combobox: { groupable: false, length: 255 },
  email: { length: 80 },
  phone: { length: 40 },
  url: { length: 255 },
  address: { ...unqueryable, filterable: true, queryByDistance: true, createable: false, updateable: false },
  location: { ...unqueryable, queryByDistance: true, createable: false, updateable: false },
  base64: unqueryable,
  encryptedstring: unqueryable,
  anyType: unqueryable,
  complexvalue: unqueryable,
};

export function isFieldType(type: unknown): type is FieldType {
  return typeof type === 'string' && Object.hasOwn(ofType, type);
}

const soapTypes: Partial<Record<FieldType, string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  long: 'xsd:long',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  time: 'xsd:time',
  base64: 'xsd:base64Binary',
  anyType: 'xsd:anyType',
  complexvalue: 'xsd:anyType',
  address: 'urn:address',
  location: 'urn:location',
};

type Implied = Omit<FieldDefinition, keyof Stated | 'name' | 'type'> & Partial<Stated>;

function implied(field: Stated & FieldSource): Implied {
  const custom = field.name.endsWith('__c');
  const length = field.calculated && field.type === 'string' && field.length === 0 ? formulaLength : field.length;
  const isLongText = field.type === 'textarea' && field.length > 255;
  const { calculated } = field;
  const writable = field.createable || field.updateable;
  const isCompound = field.type === 'address' || field.type === 'location';
  return {
    ...(isLongText && unqueryable),
    ...(calculated && readOnlyFormula(field.type)),
    length,
    byteLength: byteLength({ ...field, length }),
    custom,
    label: labelOf(field.name),
    // What everyone must have, and what the system keeps to itself, cannot be hidden by field-level security.
    permissionable: (field.nillable || custom) && (writable || calculated || isCompound),
    soapType: soapTypes[field.type] ?? 'xsd:string',
  };
}

/** Of a formula that gives text, in characters. */
const formulaLength = 1300;

/** A formula is never written, and only checkbox and date results can be grouped. */
function readOnlyFormula(type: FieldType): Partial<Stated> {
  return { createable: false, updateable: false, groupable: type === 'boolean' || type === 'date', defaultValue: null };
}

/** Texts are counted as three bytes a character; ids and multi-select lists are plain ASCII. */
function byteLength({ type, length }: FieldSource & { length: number }): number {
  return type === 'id' || type === 'reference' || type === 'multipicklist' ? length : length * 3;
}

/** `BillingPostalCode`: Billing Postal Code; `Deal_Registration__c`: Deal Registration; `OwnerId`: Owner ID. */
function labelOf(name: string): string {
  return name
    .replace(/__c$/, '')
    .replaceAll('_', ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/\bId$/, 'ID');
}
