// Ids: a key prefix of 3 characters that tells the object, 12 more, and 3 that make up for lost case.
// https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/field_types.htm (ID Field Type)

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const checksumDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const idPattern = /^[0-9A-Za-z]{15}(?:[A-Z0-5]{3})?$/;
/** Stands where a real id names the instance that made it. */
const instance = 'Lo0';
const ordinalLength = 9;

/** The 18 characters of an id of 15: each of the last three tells which of five characters are capitals. */
export function id18(id15: string): string {
  let checksum = '';
  for (let start = 0; start < 15; start += 5) {
    let capitals = 0;
    for (let index = 0; index < 5; index++) {
      const character = id15.charAt(start + index);
      if (character >= 'A' && character <= 'Z') capitals |= 1 << index;
    }
    checksum += checksumDigits.charAt(capitals);
  }
  return id15 + checksum;
}

/** The 18-character form of what may be an id; undefined if it is none, or if its checksum does not fit. */
export function normalizedId(text: string): string | undefined {
  if (!idPattern.test(text)) return undefined;
  const id = id18(text.slice(0, 15));
  return text.length === 15 || text === id ? id : undefined;
}

/** The same of a value out of a JSON body. */
export function givenId(value: unknown): string | undefined {
  return typeof value === 'string' ? normalizedId(value) : undefined;
}

/** The id of the record made as number `ordinal` (from 1) of its object. Ids of one object sort by ordinal. */
export function idOf(keyPrefix: string, ordinal: number): string {
  let number = '';
  for (let rest = ordinal; rest > 0; rest = Math.floor(rest / digits.length)) {
    number = digits.charAt(rest % digits.length) + number;
  }
  return id18(keyPrefix + instance + number.padStart(ordinalLength, '0'));
}

/** The bounds of the ids that idOf makes. */
export function ownIds(keyPrefix: string): readonly [first: string, last: string] {
  return [keyPrefix + instance, `${keyPrefix}${instance}~`];
}

/** The ordinal behind an id that idOf made. */
export function ordinalOf(id: string): number {
  let ordinal = 0;
  for (const digit of id.slice(15 - ordinalLength, 15)) ordinal = ordinal * digits.length + digits.indexOf(digit);
  return ordinal;
}
