import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';

const parts = ['city', 'country', 'geocodeAccuracy', 'latitude', 'longitude', 'postalCode', 'state', 'street'];

/**
 * A compound address as JSON, built from its parts; null when all of them are empty.
 * `partOf`: the value of a field of the same record, by its name.
 */
export function addressValue(
  object: ObjectDefinition,
  compound: FieldDefinition,
  partOf: (fieldName: string) => unknown,
): Record<string, unknown> | null {
  const prefix = compound.name.replace(/Address$/, '');
  const values = parts.map(part => {
    const field = object.field(prefix + part);
    return [part, field === undefined ? null : partOf(field.name)] as const;
  });
  return values.every(([, value]) => value === null) ? null : Object.fromEntries(values);
}
