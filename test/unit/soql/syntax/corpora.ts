import { existsSync, readFileSync } from 'node:fs';

/** A row of a corpus; see test/fixtures/corpora/README.md. */
export interface Row {
  readonly id: string;
  readonly text: string;
  readonly dialect?: 'api' | 'apex';
  readonly label?: 'valid' | 'invalid';
  readonly level?: string;
  readonly errorAt?: { readonly line: number; readonly col: number };
  readonly apexParser2026?: boolean;
}

export function corpora(name: string): Row[] {
  return readLines<Row>(`${name}.jsonl`);
}

export function urlOf(file: string): URL {
  return new URL(`../../../fixtures/corpora/${file}`, import.meta.url);
}

export function readLines<T>(file: string): T[] {
  if (!existsSync(urlOf(file))) return [];
  const lines = readFileSync(urlOf(file), 'utf8').split('\n');
  return lines.filter(line => line !== '').map(line => JSON.parse(line) as T);
}
