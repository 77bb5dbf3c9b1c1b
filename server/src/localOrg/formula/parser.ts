import { FormulaError } from './errors.ts';
import { type Token, tokensOf, unquoted } from './lexer.ts';

export type Operator = '+' | '-' | '*' | '/' | '^' | '&' | '=' | '<>' | '<' | '<=' | '>' | '>=' | '&&' | '||';

/** A formula as a tree. */
export type Formula =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  /** `['Account', 'Owner', 'Name']` */
  | { readonly kind: 'field'; readonly path: readonly string[] }
  /** The name in capitals. */
  | { readonly kind: 'call'; readonly name: string; readonly parameters: readonly Formula[] }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Formula; readonly right: Formula }
  | { readonly kind: 'unary'; readonly operator: '-' | '+' | '!'; readonly operand: Formula };

/** In characters, as Salesforce limits them. */
const longestFormula = 3900;
/** Parentheses and calls inside of one another: SQLite takes no more than 1,000 of its own. */
const deepest = 100;

/**
 * Throws a FormulaError, worded as in Setup.
 * @see https://github.com/salesforce/formula-engine for the grammar
 */
export function parseFormula(text: string): Formula {
  if (text.length > longestFormula) {
    throw new FormulaError(
      `Formula is too long (${text.length} characters). Maximum length is ${longestFormula} characters`,
    );
  }
  const parser = new Parser(tokensOf(text));
  const formula = parser.expression(0);
  parser.expectEnd();
  return formula;
}

/** How tightly an operator binds, as in the grammar of Salesforce's own engine: `2 * 3 ^ 2` is 36 there. */
const binding: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '=': 3,
  '<>': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '&': 5,
  '+': 5,
  '-': 5,
  '^': 6,
  '*': 7,
  '/': 7,
};

/** A sign before an operand binds more tightly than any operator. */
const tightest = 8;

/** Two spellings of the same operator. */
const spellings: Readonly<Record<string, string>> = { '==': '=', '!=': '<>' };

class Parser {
  private place = 0;
  private depth = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  /** @param least operators that bind less than this are left to the caller */
  expression(least: number): Formula {
    if (++this.depth > deepest) throw new FormulaError('Formula is nested too deeply');
    let left = this.operand();
    for (let operator = this.operator(); operator !== undefined; operator = this.operator()) {
      const strength = binding[operator] ?? 0;
      if (strength <= least) break;
      this.place++;
      left = { kind: 'binary', operator: operator as Operator, left, right: this.expression(strength) };
    }
    this.depth--;
    return left;
  }

  expectEnd(): void {
    if (this.next.kind !== 'end') throw this.unexpected();
  }

  private get next(): Token {
    return this.tokens[this.place]!;
  }

  private operator(): string | undefined {
    const { kind, text } = this.next;
    const operator = spellings[text] ?? text;
    return kind === 'sign' && binding[operator] !== undefined ? operator : undefined;
  }

  private operand(): Formula {
    const { kind, text } = this.next;
    if (kind === 'end' || (kind === 'sign' && !'-+!('.includes(text))) throw this.unexpected();
    this.place++;
    if (kind === 'number') return { kind, value: Number(text) };
    if (kind === 'text') return { kind, value: unquoted(text) };
    if (kind === 'name') return this.named(text);
    if (text === '(') {
      const inner = this.expression(0);
      this.expect(')');
      return inner;
    }
    return { kind: 'unary', operator: text as '-' | '+' | '!', operand: this.expression(tightest) };
  }

  private named(text: string): Formula {
    if (this.next.text === '(' && this.next.kind === 'sign') {
      this.place++;
      return { kind: 'call', name: text.toUpperCase(), parameters: this.parameters() };
    }
    const word = text.toUpperCase();
    if (word === 'NOT') return { kind: 'unary', operator: '!', operand: this.expression(tightest) };
    if (word === 'TRUE' || word === 'FALSE') return { kind: 'boolean', value: word === 'TRUE' };
    if (word === 'NULL') return { kind: 'null' };
    return { kind: 'field', path: text.split('.') };
  }

  private parameters(): readonly Formula[] {
    const parameters: Formula[] = [];
    if (this.accept(')')) return parameters;
    do parameters.push(this.expression(0));
    while (this.accept(','));
    this.expect(')');
    return parameters;
  }

  private accept(sign: string): boolean {
    const found = this.next.kind === 'sign' && this.next.text === sign;
    if (found) this.place++;
    return found;
  }

  private expect(sign: string): void {
    if (!this.accept(sign)) throw new FormulaError(`Syntax error. Missing '${sign}'`);
  }

  private unexpected(): FormulaError {
    const { kind, text } = this.next;
    return new FormulaError(kind === 'end' ? 'Syntax error. Found end of formula' : `Syntax error. Found '${text}'`);
  }
}
