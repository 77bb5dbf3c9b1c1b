// What in the document of a record leads on. No 'vscode' here.
import type { RecordItem } from '../../../server/src/protocol/records.ts';

export interface RecordLink {
  /** Place in the text; `end` is behind it. */
  readonly start: number;
  readonly end: number;
  /** Another record, or those of an object whose field names this one. */
  readonly to: { readonly id: string } | { readonly object: string; readonly field: string };
}

/** Ids of other records, and the lists at the end. */
export function linksOf(record: RecordItem, text: string): RecordLink[] {
  const references = new Set(record.fields.filter(({ type }) => type === 'reference').map(({ name }) => name));
  const ids = [...text.matchAll(/^(\s*"(\w+)"\s*:\s*")(\w{15}|\w{18})"/gm)].flatMap(match => {
    const [, before = '', name = '', id = ''] = match;
    const start = match.index + before.length;
    return references.has(name) ? [{ start, end: start + id.length, to: { id } }] : [];
  });
  const lists = new Map(record.children.map(child => [relatedLine(child), child]));
  const children = [...text.matchAll(/^\/\/ .*$/gm)].flatMap(({ 0: line, index }) => {
    const child = lists.get(line);
    const start = index + '// '.length;
    return child ? [{ start, end: index + line.length, to: { object: child.object, field: child.field } }] : [];
  });
  return [...ids, ...children];
}

/** The line of a list of related records. */
export const relatedLine = ({ relationshipName, object, field }: RecordItem['children'][number]): string =>
  `// ${relationshipName} · ${object}.${field}`;
