// Edits of a mapping file's text: as small as what they change, so that undo, comments and layout stay. No 'vscode' here.
import { applyEdits, modify } from 'jsonc-parser';

/** A member of the document gets a value; undefined takes it away. */
export interface MemberChange {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** The one piece of the text that differs afterwards; undefined where nothing does. Offsets in UTF-16 units. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function editFor(text: string, changes: readonly MemberChange[]): TextEdit | undefined {
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: text.includes('\r\n') ? '\r\n' : '\n' };
  const changed = changes.reduce(
    (before, { path, value }) => applyEdits(before, modify(before, [...path], value, { formattingOptions })),
    text,
  );
  return differenceOf(text, changed);
}

function differenceOf(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}
