// A layout before its line breaks are decided, and the printer that decides them: a group stands on one line if it fits,
// else all its own lines break. After P. Wadler, "A prettier printer".

export type Doc = string | readonly Doc[] | Line | Break | Group | Indent | Fill | CommentDoc;

interface Line {
  readonly kind: 'line';
  /** What it is when its group stands on one line. */
  readonly flat: '' | ' ';
}

/** A line break in any case, with a blank line or without. */
interface Break {
  readonly kind: 'break';
  readonly blank: boolean;
}

interface Group {
  readonly kind: 'group';
  readonly content: Doc;
  /** Whether it breaks even if it would fit. */
  readonly broken: boolean;
}

interface Indent {
  readonly kind: 'indent';
  readonly content: Doc;
}

/** Items with blanks between them; a new line only where the next does not fit. */
interface Fill {
  readonly kind: 'fill';
  readonly items: readonly Doc[];
}

export interface CommentDoc {
  readonly kind: 'comment';
  readonly text: string;
  /** Behind a token on its line, on a line of its own, or at the start of the line that goes on with a token. */
  readonly place: 'behind' | 'own' | 'before';
  readonly blankBefore: boolean;
}

export const line: Doc = { kind: 'line', flat: ' ' };
export const softLine: Doc = { kind: 'line', flat: '' };
export const lineBreak = (blank: boolean): Doc => ({ kind: 'break', blank });
export const group = (content: Doc, broken = false): Doc => ({ kind: 'group', content, broken });
export const indent = (content: Doc): Doc => ({ kind: 'indent', content });
export const fill = (items: readonly Doc[]): Doc => ({ kind: 'fill', items });

export function join(separator: Doc, docs: readonly Doc[]): Doc[] {
  return docs.flatMap((doc, index) => (index === 0 ? [doc] : [separator, doc]));
}

type Atom = string | Line | Break | CommentDoc;

/** The width of a doc on one line; Infinity if something in it forces a break. Comments at its very edges don't count. */
export function flatWidth(doc: Doc): number {
  const atoms: Atom[] = [];
  collect(doc, atoms);
  const isComment = (atom: Atom | undefined): boolean => typeof atom === 'object' && atom.kind === 'comment';
  while (isComment(atoms.at(-1))) atoms.pop();
  let first = 0;
  while (isComment(atoms[first])) first++;
  let width = 0;
  for (const atom of atoms.slice(first)) width += atomWidth(atom);
  return width;
}

function atomWidth(atom: Atom | 'break'): number {
  if (typeof atom === 'string') return atom.includes('\n') ? Number.POSITIVE_INFINITY : atom.length;
  if (atom.kind === 'line') return atom.flat.length;
  if (atom.kind === 'break') return Number.POSITIVE_INFINITY;
  const isInline = atom.place === 'behind' && !atom.text.startsWith('//') && !atom.text.includes('\n');
  return isInline ? atom.text.length + 1 : Number.POSITIVE_INFINITY;
}

function collect(doc: Doc, atoms: Atom[]): void {
  if (typeof doc === 'string') {
    if (doc !== '') atoms.push(doc);
  } else if (isList(doc)) for (const part of doc) collect(part, atoms);
  else if (doc.kind === 'group') {
    if (doc.broken) atoms.push({ kind: 'break', blank: false });
    collect(doc.content, atoms);
  } else if (doc.kind === 'indent') collect(doc.content, atoms);
  else if (doc.kind === 'fill') {
    doc.items.forEach((item, index) => {
      if (index > 0) atoms.push(' ');
      collect(item, atoms);
    });
  } else atoms.push(doc);
}

export function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}
