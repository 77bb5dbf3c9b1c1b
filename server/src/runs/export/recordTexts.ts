import { isRow } from '../store/cells.ts';
import * as json from '../store/jsonText.ts';
import type { PageText } from '../store/pageText.ts';

const attributes = '"attributes"';

/** The records as JSON, as Salesforce wrote them, each in one line, without the `attributes` that only clients need. */
export function recordTexts(page: PageText): string[] {
  // White space between the values: it is written anew.
  const isWrapped = page.text.includes('\n') || page.text.includes('\r');
  return Array.from({ length: page.rows }, (_, row) =>
    isWrapped ? rewritten(page, row) : withoutAttributes(page, page.start(row), page.end(row)),
  );
}

function rewritten(page: PageText, row: number): string {
  const record = page.value(page.start(row), page.end(row));
  return JSON.stringify(record, (key, value) => (key === 'attributes' && isRow(value) ? undefined : value));
}

/** Copies what stands between them. */
function withoutAttributes(page: PageText, start: number, end: number): string {
  const row = page.text.slice(start, end);
  let copied = '';
  let from = start;
  for (let at = row.indexOf(attributes); at >= 0; at = row.indexOf(attributes, Math.max(from - start, at + 1))) {
    const member = memberAt(page, start + at);
    if (!member) continue;
    copied += page.slice(from, member.start);
    from = member.end;
  }
  return copied + page.slice(from, end);
}

/** The member that begins with that name, with one of the commas beside it; undefined where it is none, or no object. */
function memberAt(page: PageText, name: number): { readonly start: number; readonly end: number } | undefined {
  const colon = json.skipSpace(page, name + attributes.length);
  // Behind a backslash the quote is one of a text.
  if (page.bytes[colon] !== json.colon || page.bytes[name - 1] === json.backslash) return undefined;
  const value = json.skipSpace(page, colon + 1);
  if (page.bytes[value] !== json.openBrace) return undefined;
  const end = json.endOfValue(page, value);
  const next = json.skipSpace(page, end);
  if (page.bytes[next] === json.comma) return { start: name, end: json.skipSpace(page, next + 1) };
  const before = json.skipSpaceBack(page, name);
  return { start: page.bytes[before - 1] === json.comma ? before - 1 : name, end };
}
