// What a tab is called. No 'vscode' here.

/** Longer ones would fill the row of tabs. */
const MOST = 60;

/**
 * VS Code takes the title of a tab from the last part of a path: a slash would cut it, and what shows nothing itself, or
 * turns the direction of writing, could make it tell something else.
 */
export function tabTitle(text: string): string {
  const plain = text
    .toWellFormed()
    .replace(/[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/[\\/]/g, '∕')
    .trim();
  const characters = [...plain];
  return characters.length > MOST ? `${characters.slice(0, MOST).join('')}…` : plain;
}
