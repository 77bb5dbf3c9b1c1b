/** An overlay that does not fit the schema; the message says where. */
export class OverlayError extends Error {
  readonly code = 'BAD_SCHEMA_OVERLAY';
}

/** Properties must exist and be of their type; what can be null can be anything. */
export function checkProperties(properties: object, known: object, what: string): void {
  const types = new Map(Object.entries(known).map(([key, value]) => [key, value === null ? 'null' : typeof value]));
  for (const [key, value] of Object.entries(properties)) {
    const type = types.get(key);
    if (type === undefined) throw new OverlayError(`No property ${key} on ${what}`);
    if (type !== 'null' && type !== typeof value)
      throw new OverlayError(`Property ${key} on ${what} must be a ${type}`);
  }
}

/** The item of that name, whatever its case. */
export function find<T extends { readonly name: string }>(items: readonly T[], name: string, what: string): T {
  const item = items.find(candidate => candidate.name.toLowerCase() === name.toLowerCase());
  if (item === undefined) throw new OverlayError(`No ${what} in the schema`);
  return item;
}
