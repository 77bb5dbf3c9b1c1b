import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';

/** `GET /ui-api/object-info/{object}/picklist-values/{recordType}`: the values of all picklists. */
export function picklistsOf(object: ObjectDefinition, etag: string): object {
  const fields = object.fields.filter(({ picklistValues }) => picklistValues.length > 0);
  return {
    eTag: etag,
    picklistFieldValues: Object.fromEntries(fields.map(field => [field.name, picklistOf(object, field, etag)])),
  };
}

/** `GET …/picklist-values/{recordType}/{field}`. */
export function picklistOf(object: ObjectDefinition, field: FieldDefinition, etag: string): object {
  const values = field.picklistValues.filter(({ active }) => active);
  const controller = field.controllerName === null ? undefined : object.field(field.controllerName);
  const controllers = controller?.picklistValues ?? [];
  const shown = values.map(({ label, value, validFor }) => ({
    attributes: null,
    label,
    validFor: placesIn(validFor).filter(place => place < controllers.length),
    value,
  }));
  const standard = values.findIndex(({ defaultValue }) => defaultValue);
  return {
    controllerValues: Object.fromEntries(controllers.map(({ value }, place) => [value, place])),
    defaultValue: shown[standard] ?? null,
    eTag: etag,
    values: shown,
  };
}

/** The places of the bits that are set, from the first bit of the first byte on. */
function placesIn(bitmap: string | null): readonly number[] {
  const bytes = Buffer.from(bitmap ?? '', 'base64');
  return [...bytes].flatMap((byte, index) => {
    const bits = [...byte.toString(2).padStart(8, '0')];
    return bits.flatMap((bit, place) => (bit === '1' ? [index * 8 + place] : []));
  });
}
