import { ApiError } from '../errors.ts';
import type { FieldDefinition } from '../schema/types.ts';

/** The JSON is of a type that the field cannot hold. Salesforce names the parser's token. */
export function cannotDeserialize(field: FieldDefinition, value: unknown): ApiError {
  const printed = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const message = `Cannot deserialize instance of ${field.type} from ${tokenOf(value)} value ${printed} or request may be missing a required field`;
  return new ApiError(400, 'JSON_PARSER_ERROR', message);
}

export function outsideValidRange(field: FieldDefinition, value: unknown): ApiError {
  const message = `${field.label}: value outside of valid range on numeric field: ${value}`;
  return new ApiError(400, 'NUMBER_OUTSIDE_VALID_RANGE', message, [field.name]);
}

function tokenOf(value: unknown): string {
  if (Array.isArray(value)) return 'START_ARRAY';
  if (typeof value === 'boolean') return value ? 'VALUE_TRUE' : 'VALUE_FALSE';
  if (typeof value === 'number') return Number.isInteger(value) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT';
  return typeof value === 'string' ? 'VALUE_STRING' : 'START_OBJECT';
}
