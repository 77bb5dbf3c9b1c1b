import type { KeywordOrNone } from './keywords.ts';
import type { NodeKind, TokenKind } from './kinds.ts';
import type { Tokens } from './lexer.ts';
import type { ProblemCode } from './messages.ts';
import type { Dialect, NameRole } from './roles.ts';
import type { SyntaxProblem } from './tree.ts';

/** What the parse so far says. A tree is built from it afterwards; see builder.ts. */
export interface Events {
  /** Below zero: a node opens at significant token -(n + 1). Zero: a node closes. Above: a token made of n raw ones. */
  readonly steps: readonly number[];
  /** The kind of the node or token; an opening without a kind was abandoned. */
  readonly kinds: readonly (NodeKind | TokenKind | undefined)[];
}

/** Parses a query. */
export type QueryRule = (p: Parser, place: QueryPlace) => void;

/** Where a query stands: a statement, a subquery of SELECT, or one behind IN. */
export type QueryPlace = 'statement' | 'child' | 'semiJoin';

/** A node that has been opened: the index of its event. */
export type Marker = number;

/** What could stand at the caret. */
export interface Expectations {
  /** Keywords, phrases of them (GROUP BY) and marks. */
  readonly words: Set<string>;
  readonly names: Set<NameRole>;
}

/** A rule may look at the same token this often before something must be wrong with the grammar. */
const FUEL = 1000;

/** After a fault that threw the parser off, it must have taken this many tokens before another such is believed. */
const WINDOW = 3;

/** Nesting beyond this is skipped: it keeps hostile text from using up the stack. */
const MAX_DEPTH = 200;

/**
 * The grammar's view of a text: the significant tokens in order, a cursor, and the events written so far. Rules ask
 * with `at`, advance with `bump`, and mark nodes with `open` and `close`.
 *
 * With a caret (an index of a significant token) parsing ends there, and each thing that a rule asked for at that
 * place is noted, until a rule reports that something it needed is not there: what rules ask for while recovering
 * does not count.
 */
export class Parser {
  readonly text: string;
  readonly dialect: Dialect;
  /** The rule by which the grammar's files refer to each other in a circle. */
  readonly query: QueryRule;
  /** Whether parsing ends at a caret, where a person may go on writing. */
  readonly hasCaret: boolean;
  readonly problems: SyntaxProblem[];
  /** There with a caret only. */
  readonly expectations: Expectations | undefined;
  readonly #tokens: Tokens;
  readonly #significant: readonly number[];
  readonly #end: number;
  readonly #steps: number[] = [];
  readonly #kinds: (NodeKind | TokenKind | undefined)[] = [];
  #caret = -1;
  #pos = 0;
  #fuel = FUEL;
  #lastProblemAt = -1;
  #lostAt = -WINDOW;
  #flaws: ReadonlySet<number> | undefined;
  #depth = 0;
  /** Kind of the current token. */
  kind: TokenKind | 'End' = 'End';
  /** Keyword that the current token spells, or ''. */
  word: KeywordOrNone = '';

  constructor(text: string, tokens: Tokens, dialect: Dialect, query: QueryRule, caretOffset?: number) {
    this.text = text;
    this.dialect = dialect;
    this.query = query;
    this.#tokens = tokens;
    this.problems = [...tokens.problems];
    if (tokens.problems.length > 0) this.#flaws = new Set(tokens.problems.map(problem => problem.start));
    this.#significant =
      caretOffset === undefined
        ? tokens.significant
        : tokens.significant.filter(raw => (tokens.starts[raw] as number) < caretOffset);
    this.#end = this.#significant.length;
    this.hasCaret = caretOffset !== undefined;
    if (this.hasCaret) {
      this.#caret = this.#end;
      this.expectations = { words: new Set(), names: new Set() };
    }
    this.#look();
  }

  get events(): Events {
    return { steps: this.#steps, kinds: this.#kinds };
  }

  /** Counts significant tokens: tells whether a rule has advanced. */
  get position(): number {
    return this.#pos;
  }

  // --- looking

  /** Whether the current token spells this keyword. */
  at(word: KeywordOrNone, phrase: string = word): boolean {
    if (this.word === word) return true;
    if (this.#pos === this.#caret) this.expectations?.words.add(phrase);
    return false;
  }

  atKind(kind: TokenKind | 'End'): boolean {
    return this.kind === kind;
  }

  /** Notes that a name of this role could stand here. */
  wants(role: NameRole): void {
    if (this.#pos === this.#caret) this.expectations?.names.add(role);
  }

  /** Notes a word that could stand here and that is recognised without `at`. */
  wantsWord(phrase: string): void {
    if (this.#pos === this.#caret) this.expectations?.words.add(phrase);
  }

  kindAhead(distance: number): TokenKind | 'End' {
    const raw = this.#significant[this.#pos + distance];
    return raw === undefined ? 'End' : (this.#tokens.kinds[raw] as TokenKind);
  }

  wordAhead(distance: number): KeywordOrNone {
    const raw = this.#significant[this.#pos + distance];
    return raw === undefined ? '' : (this.#tokens.keywords[raw] as KeywordOrNone);
  }

  textAhead(distance = 0): string {
    const raw = this.#significant[this.#pos + distance];
    return raw === undefined ? '' : this.text.slice(this.#tokens.starts[raw], this.#tokens.starts[raw + 1]);
  }

  /** Whether nothing stands between the current token and the one before it. */
  get joined(): boolean {
    return this.#pos > 0 && this.#significant[this.#pos] === (this.#significant[this.#pos - 1] as number) + 1;
  }

  /** Whether nothing stands between the current token and the next. */
  get joinedToNext(): boolean {
    return this.#significant[this.#pos + 1] === (this.#significant[this.#pos] as number) + 1;
  }

  // --- advancing

  /** Takes the current token, as the given kind if it has one here; `count` raw tokens become one. */
  bump(kind?: TokenKind, count = 1): void {
    if (this.kind === 'End') return;
    this.#steps.push(count);
    this.#kinds.push(kind ?? this.kind);
    this.#pos += count;
    this.#fuel = FUEL;
    this.#look();
  }

  bumpKeyword(): void {
    this.bump('Keyword');
  }

  /** Takes the keyword if it is here. */
  eat(word: KeywordOrNone, phrase?: string): boolean {
    if (!this.at(word, phrase)) return false;
    this.bump('Keyword');
    return true;
  }

  eatKind(kind: TokenKind | 'End'): boolean {
    if (this.kind !== kind) return false;
    this.bump();
    return true;
  }

  // --- nodes

  open(): Marker {
    this.#steps.push(-this.#pos - 1);
    this.#kinds.push(undefined);
    return this.#steps.length - 1;
  }

  /** Makes a node of what was taken since the marker; of nothing, no node. */
  close(marker: Marker, kind: NodeKind): void {
    if (this.#steps[marker] === -this.#pos - 1) return;
    this.#kinds[marker] = kind;
    this.#steps.push(0);
    this.#kinds.push(undefined);
  }

  /** Enters a nested rule, unless that is too deep. Whoever gets true must call `leave`. */
  enter(): boolean {
    if (this.#depth >= MAX_DEPTH) return false;
    this.#depth++;
    return true;
  }

  leave(): void {
    this.#depth--;
  }

  /** Whether the current rule stands inside a nested one. */
  get nested(): boolean {
    return this.#depth > 0;
  }

  // --- problems

  /** Reports a fault at the current token, or just behind the last one if the text ends here. One per place. */
  problem(code: ProblemCode, ...args: string[]): void {
    const raw = this.#significant[this.#pos];
    if (raw === undefined) {
      const end = this.endOfLast;
      this.#report(code, end, end, args);
    } else {
      this.#report(code, this.#tokens.starts[raw] as number, this.#tokens.starts[raw + 1] as number, args);
    }
  }

  /** Reports a fault of text that was taken since `from`, an offset. */
  problemSince(from: number, code: ProblemCode, ...args: string[]): void {
    this.#report(code, from, Math.max(from, this.endOfLast), args);
  }

  /** Offset of the current token; at the end of the text, that of the end. */
  get offset(): number {
    const raw = this.#significant[this.#pos];
    return raw === undefined ? this.text.length : (this.#tokens.starts[raw] as number);
  }

  get endOfLast(): number {
    const raw = this.#significant[this.#pos - 1];
    return raw === undefined ? 0 : (this.#tokens.starts[raw + 1] as number);
  }

  #report(code: ProblemCode, start: number, end: number, args: readonly string[]): void {
    if (this.#pos === this.#caret) this.#caret = -1;
    if (this.#lastProblemAt === this.#pos) return;
    const derailing = derails(code);
    if (derailing || code === 'bad-arguments' || code === 'unquoted-value') {
      const isLost = this.#pos - this.#lostAt < WINDOW || this.#nearFlaw();
      if (derailing) this.#lostAt = this.#pos;
      if (isLost) return;
    }
    this.#lastProblemAt = this.#pos;
    this.problems.push({ code, start, end, args });
  }

  /** Whether the text here is unclear because of what is wrong inside one of the last tokens. */
  #nearFlaw(): boolean {
    if (this.#flaws === undefined) return false;
    for (let pos = this.#pos; pos > this.#pos - WINDOW; pos--) {
      const raw = this.#significant[pos];
      if (raw !== undefined && this.#flaws.has(this.#tokens.starts[raw] as number)) return true;
    }
    return this.kind === 'End' && this.#tokens.problems.some(problem => problem.code === 'unclosed-comment');
  }

  /** Tells that what was taken up to here has not been understood. */
  stillLost(): void {
    this.#lostAt = this.#pos;
  }

  /** Tells that a fresh statement starts here, whatever was wrong with the one before. */
  startAfresh(): void {
    this.#lostAt = -WINDOW;
  }

  #look(): void {
    const raw = this.#pos < this.#end ? this.#significant[this.#pos] : undefined;
    this.kind = raw === undefined ? 'End' : (this.#tokens.kinds[raw] as TokenKind);
    this.word = raw === undefined ? '' : (this.#tokens.keywords[raw] as KeywordOrNone);
  }

  /** To be called once per turn of a loop. When a loop does not advance, the fuel runs out and the text ends. */
  turn(): void {
    if (--this.#fuel > 0) return;
    this.problem('parser-stuck');
    const rest = this.open();
    while (this.kind !== 'End') this.bump();
    this.close(rest, 'Error');
  }
}

/** Whether the parser can't be sure of what follows such a fault, as it can after one whose meaning is clear. */
function derails(code: ProblemCode): boolean {
  return code.startsWith('missing-') || code.startsWith('unexpected-') || code.startsWith('ex');
}
