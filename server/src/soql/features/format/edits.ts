import { lex } from '../../syntax/lexer.ts';
import type { TextEdit } from '../model.ts';

/**
 * The edits that turn a text into its formatted self: one for each gap between two tokens, and each keyword, that
 * differs. None at all if a token or comment would be lost, added or changed in more than its case.
 */
export function smallestEdits(before: string, after: string): TextEdit[] {
  const from = pieces(before);
  const to = pieces(after);
  if (from.length !== to.length) return [];
  const edits: TextEdit[] = [];
  let oldEnd = 0;
  let newEnd = 0;
  for (const [index, old] of from.entries()) {
    const made = to[index] as Piece;
    if (old.text !== made.text && (!old.isWord || old.text.toUpperCase() !== made.text.toUpperCase())) return [];
    add(edits, before, oldEnd, old.start, after.slice(newEnd, made.start));
    add(edits, before, old.start, old.start + old.text.length, made.text);
    oldEnd = old.start + old.text.length;
    newEnd = made.start + made.text.length;
  }
  add(edits, before, oldEnd, before.length, after.slice(newEnd));
  return edits;
}

interface Piece {
  readonly start: number;
  readonly text: string;
  readonly isWord: boolean;
}

/** Tokens and comments: all but white space. */
function pieces(text: string): Piece[] {
  const { kinds, starts } = lex(text);
  return kinds
    .map((kind, index) => {
      const start = starts[index] as number;
      return { kind, start, text: text.slice(start, starts[index + 1]), isWord: kind === 'Word' };
    })
    .filter(piece => piece.kind !== 'WhiteSpace');
}

function add(edits: TextEdit[], before: string, start: number, end: number, newText: string): void {
  if (before.slice(start, end) !== newText) edits.push({ start, end, newText });
}
