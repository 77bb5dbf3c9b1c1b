import { Double } from '../../double.ts';
import { ApiError } from '../../errors.ts';

/** The bodies of the answers so far, by reference id. */
export type Answers = ReadonlyMap<string, unknown>;

const pattern = /@\{([^}]*)\}/g;

/**
 * A value with each `@{account.id}`, `@{query.records[0].Name}` in its texts replaced by what an earlier answer holds
 * there, with case. A text that is nothing but a reference takes the type of the value, null included.
 * @throws ApiError 400 PROCESSING_HALTED when there is no such value
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/using_composite_resources.htm
 */
export function resolveReferences(value: unknown, answers: Answers): unknown {
  if (typeof value === 'string') return resolveText(value, answers);
  if (Array.isArray(value)) return value.map(item => resolveReferences(item, answers));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolveReferences(member, answers)]));
}

/** The reference ids that a value names, anywhere in it. */
export function referencesIn(value: unknown): readonly string[] {
  return [...JSON.stringify(value ?? null).matchAll(pattern)].map(([, path = '']) => idOf(path));
}

function resolveText(text: string, answers: Answers): unknown {
  const [whole, path = ''] = /^@\{([^}]*)\}$/.exec(text) ?? [];
  if (whole !== undefined) return lookUp(path, answers);
  return text.replace(pattern, (_, inner: string) => String(lookUp(inner, answers) ?? ''));
}

function lookUp(path: string, answers: Answers): string | number | boolean | null {
  const id = idOf(path);
  let value = answers.get(id);
  for (const [, name, index] of path.slice(id.length).matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)) {
    value = memberOf(value, name ?? Number(index));
  }
  if (value instanceof Double) value = value.value;
  const isValue = value === null || ['string', 'number', 'boolean'].includes(typeof value);
  if (path === id || !isValue) {
    const message = `Invalid reference specified. No value for ${path} found in ${id}`;
    throw new ApiError(400, 'PROCESSING_HALTED', message);
  }
  return value as string | number | boolean | null;
}

function memberOf(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string | number, unknown>)[key];
}

function idOf(path: string): string {
  return /^[^.[]*/.exec(path)?.[0] ?? '';
}
