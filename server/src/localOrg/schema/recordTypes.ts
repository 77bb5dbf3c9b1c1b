import { lookup } from './notation.ts';
import { checkProperties, find, OverlayError } from './overlayChecks.ts';
import type { FieldSource, ObjectSource, RecordType } from './types.ts';

/** One of the `recordTypeInfos` of a describe, with what other answers of that org tell about its picklists. */
export interface RecordedRecordType {
  readonly recordTypeId: string;
  /** Missing before version 43 of the API. */
  readonly developerName?: string;
  readonly name: string;
  readonly active: boolean;
  readonly available: boolean;
  readonly master: boolean;
  readonly defaultRecordTypeMapping: boolean;
  readonly picklistValues?: RecordType['picklistValues'];
}

/** The object with the record types of a real org beside its own that have a name for programs. The master is no record. */
export function withRecordedTypes(object: ObjectSource, infos: readonly RecordedRecordType[] = []): ObjectSource {
  const types = infos.flatMap(({ master, developerName: fullName, ...info }) => {
    if (master || fullName === undefined) return [];
    const { recordTypeId: id, name: label, active, available, defaultRecordTypeMapping, picklistValues = {} } = info;
    return [{ id, fullName, label, active, available, default: defaultRecordTypeMapping, picklistValues }];
  });
  return withRecordTypes(object, types);
}

/** The object with those of an overlay. Throws an OverlayError for what is none. */
export function withOverlaidTypes(object: ObjectSource, types: readonly RecordType[]): ObjectSource {
  if (!Array.isArray(types)) throw new OverlayError(`recordTypes on object ${object.name} must be a list`);
  const checked = types.map(type => {
    const what = `record type ${type?.fullName ?? ''} on object ${object.name}`;
    checkProperties(type ?? {}, example, what);
    if (type?.fullName === undefined) throw new OverlayError(`No fullName on ${what}`);
    return type.picklistValues ? { ...type, picklistValues: spelled(object, type.picklistValues, what) } : type;
  });
  return withRecordTypes(object, checked);
}

/** The names of fields and their values as the object spells them: records hold those. */
function spelled(
  { name: objectName, fields }: ObjectSource,
  picklists: NonNullable<RecordType['picklistValues']>,
  what: string,
): NonNullable<RecordType['picklistValues']> {
  const entries = Object.entries(picklists).map(([fieldName, values]) => {
    const { name, picklistValues = [] } = find(fields, fieldName, `field ${objectName}.${fieldName}`);
    if (!Array.isArray(values)) throw new OverlayError(`picklistValues.${fieldName} on ${what} must be a list`);
    const known = new Map(picklistValues.map(({ value }) => [value.toLowerCase(), value]));
    return [name, values.map(value => known.get(String(value).toLowerCase()) ?? value)] as const;
  });
  return Object.fromEntries(entries);
}

const example: Required<RecordType> = {
  id: '',
  fullName: '',
  label: '',
  active: true,
  available: true,
  default: true,
  picklistValues: {},
};

/** RecordType.SobjectType can name every object that has record types. */
export function withTypedObjects(objects: readonly ObjectSource[]): readonly ObjectSource[] {
  const typed = objects.filter(({ recordTypes = [] }) => recordTypes.length > 0).map(({ name }) => name);
  return objects.map(object => (object.name === 'RecordType' ? { ...object, fields: naming(object, typed) } : object));
}

/** One of a known `fullName` changes what it names of it. An object without any gets the field for them. */
function withRecordTypes(object: ObjectSource, more: readonly RecordType[]): ObjectSource {
  if (more.length === 0) return object;
  const types = [...(object.recordTypes ?? [])];
  for (const type of more) {
    const place = types.findIndex(({ fullName }) => fullName === type.fullName);
    types.splice(place < 0 ? types.length : place, 1, { ...types[place], ...type });
  }
  const { fields } = object;
  const hasField = fields.some(({ name }) => name === 'RecordTypeId');
  return { ...object, recordTypes: types, fields: hasField ? fields : [...fields, recordTypeId] };
}

const recordTypeId: FieldSource = lookup('RecordTypeId', 'RecordType', ['RecordType'], null, {
  searchPrefilterable: false,
  permissionable: false,
});

function naming({ fields }: ObjectSource, typed: readonly string[]): readonly FieldSource[] {
  return fields.map(field => {
    const { name, picklistValues = [] } = field;
    if (name !== 'SobjectType') return field;
    const missing = typed.filter(object => !picklistValues.some(({ value }) => value === object));
    const added = missing.map(value => ({ active: true, defaultValue: false, label: value, validFor: null, value }));
    return { ...field, picklistValues: [...picklistValues, ...added] };
  });
}
