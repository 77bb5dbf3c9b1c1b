import type { EmbeddedQuery } from './embedded.ts';
import { Mask } from './mask.ts';
import { endOfComment, endOfString } from './scan.ts';

/** The queries of a TypeScript or JavaScript text, which the mask then shows. */
export function scriptQueries(text: string, mask: Mask): EmbeddedQuery[] {
  const queries: EmbeddedQuery[] = [];
  if (text.includes('soql')) code(text, 0, false, mask, queries);
  return queries;
}

/** Reads code to the end of the text or, inside a template, to the brace that closes it; answers the offset behind. */
function code(text: string, start: number, isInner: boolean, mask: Mask, queries: EmbeddedQuery[]): number {
  let depth = 0;
  for (let at = start; at < text.length; ) {
    const char = text.charAt(at);
    if (char === '/') at = endOfComment(text, at) ?? at + 1;
    else if (char === '"' || char === "'") at = endOfString(text, at);
    else if (char === '`') {
      const isQuery = /(?:^|[^\w$.])soql\s*$/.test(text.slice(Math.max(0, at - 100), at));
      at = isQuery ? query(text, at + 1, mask, queries) : template(text, at + 1, mask, queries);
    } else {
      if (char === '{') depth++;
      if (char === '}' && depth-- === 0 && isInner) return at + 1;
      at++;
    }
  }
  return text.length;
}

/** Reads a template from behind its backtick; answers the offset behind the closing one. */
function template(text: string, start: number, mask: Mask, queries: EmbeddedQuery[]): number {
  for (let at = start; at < text.length; ) {
    const char = text.charAt(at);
    if (char === '`') return at + 1;
    if (char === '\\') at += 2;
    else if (text.startsWith('${', at)) at = code(text, at + 2, true, mask, queries);
    else at++;
  }
  return text.length;
}

/** A template that is a query. What it puts in is a bind where a value stands, and else leaves the query open. */
function query(text: string, start: number, mask: Mask, queries: EmbeddedQuery[]): number {
  let shownTo = start;
  let isOpen = false;
  let before = '';
  let at = start;
  while (at < text.length && text.charAt(at) !== '`') {
    if (text.charAt(at) === '\\') at += 2;
    else if (!text.startsWith('${', at)) at++;
    else {
      // Queries inside of what is put in are not looked for: the mask shows pieces in order.
      const end = code(text, at + 2, true, new Mask(text), []);
      before += text.slice(shownTo, at);
      mask.show(shownTo, at);
      const stand = standIn(before, end - at);
      mask.show(at, end, stand.text);
      isOpen ||= stand.isOpen;
      before += stand.text;
      shownTo = end;
      at = end;
    }
  }
  const end = Math.min(at, text.length);
  mask.show(shownTo, end);
  if (end < text.length) mask.show(end, end + 1, ';');
  queries.push({ start, end, isQuoted: false, isOpen });
  return end + 1;
}

/** What stands in a query for a piece that the program puts in behind `before`. */
function standIn(before: string, length: number): { text: string; isOpen: boolean } {
  const letters = 'x'.repeat(length);
  const quotes = before.replace(/\\[\s\S]/g, '').split("'").length - 1;
  if (quotes % 2 === 1) return { text: letters, isOpen: false };
  const clause = before.match(/\b(?:SELECT|FROM|WHERE|HAVING|LIMIT|OFFSET|ORDER|GROUP)\b/gi)?.at(-1);
  const isCondition = /^(?:WHERE|HAVING)$/i.test(clause ?? '') && /(?:[=<>(,]|\b(?:LIKE|IN))\s*$/i.test(before);
  const isCount = /\b(?:LIMIT|OFFSET)\s+$/i.test(before);
  if (isCondition || isCount) return { text: `:${letters.slice(1)}`, isOpen: false };
  return { text: letters, isOpen: true };
}
