import { ApiError } from '../errors.ts';
import type { FieldDefinition } from '../schema/types.ts';
import { cannotDeserialize } from './valueErrors.ts';

/** Blanks around a text are dropped; nothing but blanks is no value. */
export function textValue(field: FieldDefinition, value: unknown): string | null {
  if (typeof value !== 'string') throw cannotDeserialize(field, value);
  const text = value.trim();
  if (field.length > 0 && text.length > field.length) {
    const message = `${field.label}: data value too large: ${text} (max length=${field.length})`;
    throw new ApiError(400, 'STRING_TOO_LONG', message, [field.name]);
  }
  return text === '' ? null : text;
}

const emailPattern = /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+\.[^\s@<>(),;:"[\]\\.]+$/;

export function emailValue(field: FieldDefinition, value: unknown): string | null {
  const text = textValue(field, value);
  if (text !== null && !emailPattern.test(text)) {
    throw new ApiError(400, 'INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${text}`, [field.name]);
  }
  return text;
}

/** An unrestricted picklist takes any text. */
export function picklistValue(field: FieldDefinition, value: unknown): string | null {
  const text = textValue(field, value);
  return text === null ? null : listedValue(field, text);
}

/** `B;A` is stored in the order of the picklist, each value once. */
export function multipicklistValue(field: FieldDefinition, value: unknown): string | null {
  const text = textValue(field, value);
  if (text === null) return null;
  const chosen = text
    .split(';')
    .map(part => part.trim())
    .filter(part => part !== '');
  const values = [...new Set(chosen.map(part => listedValue(field, part)))];
  const position = (part: string): number => {
    const index = field.picklistValues.findIndex(entry => entry.value === part);
    return index < 0 ? field.picklistValues.length : index;
  };
  return values.length === 0 ? null : values.sort((a, b) => position(a) - position(b)).join(';');
}

/** The value as the picklist spells it. */
function listedValue(field: FieldDefinition, text: string): string {
  const listed = spellingsOf(field).get(text.toLowerCase());
  if (listed !== undefined) return listed;
  if (!field.restrictedPicklist) return text;
  throw badPicklistValue(field, text);
}

export function badPicklistValue(field: FieldDefinition, value: string): ApiError {
  const message = `${field.label}: bad value for restricted picklist field: ${value}`;
  return new ApiError(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, [field.name]);
}

const spellings = new WeakMap<FieldDefinition, ReadonlyMap<string, string>>();

/** The active values of a picklist by their lower case, put together once: each write of a record asks for them. */
function spellingsOf(field: FieldDefinition): ReadonlyMap<string, string> {
  const known = spellings.get(field);
  if (known !== undefined) return known;
  const values = field.picklistValues.flatMap(({ active, value }) => (active ? [value] : []));
  // Of two that differ in case alone, the first one counts.
  const made = new Map(values.reverse().map(value => [value.toLowerCase(), value]));
  spellings.set(field, made);
  return made;
}
