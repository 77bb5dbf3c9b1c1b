/**
 * Names as they go into a query at a caret: apart from the words that they would touch there.
 * @param before the text of the line up to the caret
 * @param after the rest of the line
 */
export function insertion(names: string, before: string, after: string): string {
  const head = KEYWORD.test(before) ? ' ' : /[\w)]$/.test(before) ? ', ' : '';
  const tail = /^from\b/i.test(after) ? ' ' : /^\w/.test(after) ? ', ' : '';
  return head + names + tail;
}

/** What a field may follow without a comma. */
const KEYWORD = /\b(?:select|where|and|or|not|by|having|then|else)$/i;
