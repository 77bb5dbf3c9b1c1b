import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { anyValue } from '../anyValue.ts';
import { Double } from '../double.ts';
import type { FieldDefinition } from '../schema/types.ts';
import { booleanValue, dateTimeValue, dateValue, intValue, numberValue, timeValue } from './scalarValues.ts';
import { emailValue, multipicklistValue, picklistValue, textValue } from './textValues.ts';

/**
 * The column value of a field for a value out of a JSON body, or of a cell of CSV. Null is empty for every type.
 * References come back as they are: the store checks them against the records.
 * Throws an ApiError in Salesforce's words when the value does not fit the field.
 */
export function storedValue(field: FieldDefinition, value: unknown): SQLInputValue {
  if (value === null || value === undefined) return null;
  switch (field.type) {
    case 'boolean':
      return booleanValue(field, value);
    case 'int':
    case 'long':
      return intValue(field, value);
    case 'double':
    case 'currency':
    case 'percent':
      return numberValue(field, value);
    case 'date':
      return dateValue(field, value);
    case 'datetime':
      return dateTimeValue(field, value);
    case 'time':
      return timeValue(field, value);
    case 'email':
      return emailValue(field, value);
    case 'picklist':
      return picklistValue(field, value);
    case 'multipicklist':
      return multipicklistValue(field, value);
    case 'anyType':
    case 'complexvalue':
      return JSON.stringify(value);
    default:
      return textValue(field, value);
  }
}

/** The JSON value of a column. */
export function wireValue(field: FieldDefinition, stored: SQLOutputValue | undefined): unknown {
  if (field.type === 'boolean') return stored === 1;
  if (field.type === 'anyType') return anyValue(stored ?? null);
  if (typeof stored === 'number') return field.type === 'int' || field.type === 'long' ? stored : new Double(stored);
  if (field.type === 'complexvalue' && typeof stored === 'string') return JSON.parse(stored) as unknown;
  return typeof stored === 'string' ? stored : null;
}
