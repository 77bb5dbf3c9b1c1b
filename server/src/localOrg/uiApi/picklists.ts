import type { FieldDefinition, ObjectDefinition, PicklistValue } from '../schema/types.ts';

/** The picklists of an object as one of its record types has them. */
export interface TypedObject {
  readonly object: ObjectDefinition;
  /** DeveloperName of the record type; the master narrows nothing. */
  readonly recordType: string;
}

/** `GET /ui-api/object-info/{object}/picklist-values/{recordType}`: the values of all picklists. */
export function picklistsOf(typed: TypedObject, etag: string): object {
  const fields = typed.object.fields.filter(({ picklistValues }) => picklistValues.length > 0);
  return {
    eTag: etag,
    picklistFieldValues: Object.fromEntries(fields.map(field => [field.name, picklistOf(typed, field, etag)])),
  };
}

/** `GET …/picklist-values/{recordType}/{field}`. */
export function picklistOf(typed: TypedObject, field: FieldDefinition, etag: string): object {
  const values = valuesOf(typed, field);
  const controller = field.controllerName === null ? undefined : typed.object.field(field.controllerName);
  const places = new Map(controller?.picklistValues.map(({ value }, place) => [value, place]));
  const controllers = controller === undefined ? [] : valuesOf(typed, controller).map(({ value }) => value);
  const valid = new Set(controllers.map(value => places.get(value)));
  const shown = values.map(({ label, value, validFor }) => ({
    attributes: null,
    label,
    validFor: placesIn(validFor).filter(place => valid.has(place)),
    value,
  }));
  const standard = values.findIndex(({ defaultValue }) => defaultValue);
  return {
    controllerValues: Object.fromEntries(controllers.map(value => [value, places.get(value)])),
    defaultValue: shown[standard] ?? null,
    eTag: etag,
    values: shown,
  };
}

/** The active values that records of the type can choose. */
function valuesOf({ object, recordType }: TypedObject, field: FieldDefinition): readonly PicklistValue[] {
  const narrowed = object.recordTypes.find(({ fullName }) => fullName === recordType)?.picklistValues?.[field.name];
  return field.picklistValues.filter(({ active, value }) => active && (narrowed?.includes(value) ?? true));
}

/** The places of the bits that are set, from the first bit of the first byte on. */
function placesIn(bitmap: string | null): readonly number[] {
  const bytes = Buffer.from(bitmap ?? '', 'base64');
  return [...bytes].flatMap((byte, index) => {
    const bits = [...byte.toString(2).padStart(8, '0')];
    return bits.flatMap((bit, place) => (bit === '1' ? [index * 8 + place] : []));
  });
}
