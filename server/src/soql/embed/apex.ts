import type { EmbeddedQuery } from './embedded.ts';
import type { Mask } from './mask.ts';
import { endOfComment, endOfString } from './scan.ts';

const dynamic =
  /Database\s*\.\s*(?:query|countQuery|getQueryLocator|queryWithBinds|countQueryWithBinds|getQueryLocatorWithBinds)\s*\(\s*'/iy;
const firstWord = /(?:SELECT|FIND)\b/iy;

/** The queries of an Apex text, which the mask then shows. */
export function apexQueries(text: string, mask: Mask): EmbeddedQuery[] {
  const queries: EmbeddedQuery[] = [];
  if (!/\b(?:SELECT|FIND)\b/i.test(text)) return queries;
  for (let at = 0; at < text.length; ) {
    const char = text.charCodeAt(at);
    if (char === 0x2f /* / */) at = endOfComment(text, at) ?? at + 1;
    else if (char === 0x27 /* ' */) at = endOfString(text, at);
    else if (char === 0x5b /* [ */ && beginsQuery(text, at + 1)) at = inlineQuery(text, at + 1, mask, queries);
    else if ((char | 0x20) === 0x64 /* d */ && isWordStart(text, at) && matches(dynamic, text, at)) {
      at = dynamicQuery(text, dynamic.lastIndex, mask, queries);
    } else at++;
  }
  return queries;
}

/** Whether SELECT or FIND follows, behind blanks and comments. */
function beginsQuery(text: string, start: number): boolean {
  let at = start;
  for (;;) {
    const next = /\s/.test(text.charAt(at)) ? at + 1 : endOfComment(text, at);
    if (next === undefined || at >= text.length) return matches(firstWord, text, at);
    at = next;
  }
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || !/[\w.]/.test(text.charAt(at - 1));
}

/** From behind the bracket to the one that closes it; brackets of binds (`:ids[0]`) are inside. */
function inlineQuery(text: string, start: number, mask: Mask, queries: EmbeddedQuery[]): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === ']' && depth-- === 0) break;
    if (char === '[') depth++;
    if (char === "'") at = endOfString(text, at);
    else at = (char === '/' ? endOfComment(text, at) : undefined) ?? at + 1;
  }
  mask.show(start, at);
  if (at < text.length) mask.show(at, at + 1, ';');
  queries.push({ start, end: at, isQuoted: false, isOpen: false });
  return at + 1;
}

/** From behind the quote to the one that closes it. A string that something is added to is only a piece of the query. */
function dynamicQuery(text: string, start: number, mask: Mask, queries: EmbeddedQuery[]): number {
  const end = endOfString(text, start - 1);
  const isClosed = end > start && text.charAt(end - 1) === "'";
  const last = isClosed ? end - 1 : end;
  mask.show(start, last, unescaped(text.slice(start, last)));
  if (isClosed) mask.show(last, end, ';');
  queries.push({ start, end: last, isQuoted: true, isOpen: !/^\s*[),]/.test(text.slice(end, end + 1000)) });
  return end;
}

/** The text that the string stands for, with blanks in front of each run of escapes, so that its length stays. */
function unescaped(text: string): string {
  return text.replace(/(?:\\[\s\S])+/g, run => run.replace(/\\([\s\S])/g, '$1').padStart(run.length));
}
