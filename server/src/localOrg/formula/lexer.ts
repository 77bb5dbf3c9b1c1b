import { FormulaError } from './errors.ts';

export type Token =
  | { readonly kind: 'number' | 'text' | 'name' | 'sign'; readonly text: string; readonly offset: number }
  | { readonly kind: 'end'; readonly text: ''; readonly offset: number };

/** Blanks and comments stand between tokens. A name is a path: `Account.Owner.Name`, `Owner:User.Email`. */
const patterns: readonly (readonly [kind: Exclude<Token['kind'], 'end'> | 'blank', pattern: RegExp])[] = [
  ['blank', /(?:\s+|\/\*[\s\S]*?\*\/)+/y],
  ['number', /\d+(?:\.\d+)?/y],
  ['text', /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/y],
  ['name', /[A-Za-z$][\w$:.#]*/y],
  ['sign', /&&|\|\||==|!=|<>|<=|>=|[-+*/^&=<>!(),]/y],
];

/** The tokens of a formula, with one of the kind `end` last. Throws a FormulaError for what is no token. */
export function tokensOf(formula: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let offset = 0; offset < formula.length; ) {
    const token = tokenAt(formula, offset);
    if (token === undefined) throw new FormulaError(`Syntax error. Found '${formula.charAt(offset)}'`);
    if (token.kind !== 'blank') tokens.push({ kind: token.kind, text: token.text, offset });
    offset += token.text.length;
  }
  return [...tokens, { kind: 'end', text: '', offset: formula.length }];
}

function tokenAt(formula: string, offset: number) {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = offset;
    const text = pattern.exec(formula)?.[0];
    if (text !== undefined) return { kind, text };
  }
  return undefined;
}

/** What stands between the quotes, without the backslashes. */
export function unquoted(token: string): string {
  return token.slice(1, -1).replace(/\\([\s\S])/g, (_, character: string) => escapes[character] ?? character);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
