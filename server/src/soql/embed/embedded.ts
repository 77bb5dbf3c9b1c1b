import { apexQueries } from './apex.ts';
import { Mask } from './mask.ts';
import { scriptQueries } from './script.ts';

/** The languages that queries stand in, by VS Code's names of them. */
export const hostLanguages = ['apex', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact'] as const;
export type HostLanguage = (typeof hostLanguages)[number];

/** A query inside the text of another language; half-open offsets into that text. */
export interface EmbeddedQuery {
  readonly start: number;
  readonly end: number;
  /** It stands in a string of its host: quotes have a backslash there. */
  readonly isQuoted: boolean;
  /** Pieces of it are put together when the program runs, so what is missing or wrong in it cannot be told. */
  readonly isOpen: boolean;
}

export interface Embedded {
  /**
   * As long as the host's text: its queries with `;` behind each, binds in place of what the program puts in, and blanks
   * for all the rest. So every offset is one of the host's text.
   */
  readonly text: string;
  readonly queries: readonly EmbeddedQuery[];
}

/**
 * The queries of an Apex class (`[SELECT …]`, `Database.query('…')` and its kin) or of a TypeScript or JavaScript file
 * (templates tagged `soql`).
 */
export function embeddedIn(text: string, language: HostLanguage): Embedded {
  const mask = new Mask(text);
  const queries = language === 'apex' ? apexQueries(text, mask) : scriptQueries(text, mask);
  return { text: mask.text, queries };
}

export function isHostLanguage(languageId: string): languageId is HostLanguage {
  return (hostLanguages as readonly string[]).includes(languageId);
}

/** What is written into a query, as its host writes it. */
export function asHostText(query: EmbeddedQuery, text: string): string {
  return query.isQuoted ? text.replace(/[\\']/g, '\\$&') : text;
}
