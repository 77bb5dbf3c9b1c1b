// Queries inside Apex, TypeScript and JavaScript: how answers about them are told.
import { asHostText, type EmbeddedQuery } from '../soql/embed/embedded.ts';
import type { CompletionList, TextEdit, TextRange } from '../soql/features/service.ts';
import type { ParsedDocument } from './documents.ts';

/** Whether the offset is one of a query: everywhere in a query file. */
export function isInQuery({ queries }: ParsedDocument, offset: number): boolean {
  return !queries || queryAt(queries, offset) !== undefined;
}

/** Whether what is said about the range is sure: not where the program puts the query together. */
export function isSure({ queries }: ParsedDocument, { start }: TextRange): boolean {
  return !queries || queryAt(queries, start)?.isOpen === false;
}

/** The list with texts as the host writes them. */
export function toHostList({ queries }: ParsedDocument, list: CompletionList, offset: number): CompletionList {
  const query = queries && queryAt(queries, offset);
  if (!query?.isQuoted) return list;
  return { ...list, items: list.items.map(item => ({ ...item, insertText: asHostText(query, item.insertText) })) };
}

/**
 * The edits as the host writes them; undefined where one of them would write a piece of the query that looks otherwise
 * in the host's text.
 */
export function toHostEdits(
  { document, tree, queries }: ParsedDocument,
  edits: readonly TextEdit[],
): readonly TextEdit[] | undefined {
  if (!queries) return edits;
  const isHosted = (edit: TextEdit) => {
    const query = queryAt(queries, edit.start);
    return query && sameText(query, document.getText(), tree.text);
  };
  return edits.every(isHosted) ? edits : undefined;
}

function sameText({ start, end }: EmbeddedQuery, host: string, shown: string): boolean {
  return host.slice(start, end) === shown.slice(start, end);
}

function queryAt(queries: readonly EmbeddedQuery[], offset: number): EmbeddedQuery | undefined {
  return queries.find(({ start, end }) => start <= offset && offset <= end);
}
