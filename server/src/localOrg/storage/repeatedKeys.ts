import { ApiError } from '../errors.ts';
import type { FieldDefinition } from '../schema/types.ts';
import { givenId } from './ids.ts';
import type { UpsertKey } from './upsert.ts';
import { storedValue } from './values.ts';

/**
 * Finds the records of one call that name the same record. Makes the function that gives the error of such a one: of those
 * with the same external id all have it, of those with the same Id all but the first.
 * @see https://help.salesforce.com/s/articleView?id=000384876&type=1
 */
export function repeatedKeys<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => UpsertKey | undefined,
): (item: Item) => ApiError | undefined {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const text = keyText(keyOf(item));
    if (text !== undefined) groups.set(text, (groups.get(text) ?? []).concat([item]));
  }
  const errors = new Map<Item, ApiError>();
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const { field, value } = keyOf(group[0]!)!;
    const error = repeated(field, value);
    for (const item of field.type === 'id' ? group.slice(1) : group) errors.set(item, error);
  }
  return item => errors.get(item);
}

/** The same for keys that find the same record; undefined for none. */
function keyText(key: UpsertKey | undefined): string | undefined {
  if (key === undefined || key.value === undefined || key.value === null || key.value === '') return undefined;
  const { field, value } = key;
  if (field.type === 'id') return givenId(value);
  const text = storedText(key);
  return field.caseSensitive ? text : text?.toLowerCase();
}

/** What the field cannot hold finds no record: the error of that is told when it is saved. */
function storedText({ field, value }: UpsertKey): string | undefined {
  try {
    return String(storedValue(field, value)).trim();
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

function repeated({ type, name }: FieldDefinition, value: unknown): ApiError {
  if (type !== 'id') {
    return new ApiError(400, 'DUPLICATE_VALUE', `Duplicate external id specified: ${String(value)}`, [name]);
  }
  return new ApiError(400, 'DUPLICATE_VALUE', `Duplicate id specified: ${givenId(value)}`, []);
}
