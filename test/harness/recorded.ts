import fs from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '../fixtures/recorded');

/** A recorded answer of a real org: JSON is parsed, CSV is text. */
export function recorded(name: string): unknown {
  const text = fs.readFileSync(path.join(folder, name), 'utf8');
  return name.endsWith('.json') ? (JSON.parse(text) as unknown) : text;
}

/** A value with each scalar replaced by its type and each key in order, so that two answers compare key by key. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, shapeOf(member)]));
}
