import { type KeywordOrNone, keywordAt } from './keywords.ts';
import type { TokenKind } from './kinds.ts';
import type { ProblemCode } from './messages.ts';
import { isTrivia, type SyntaxProblem } from './tree.ts';

/** The tokens of a text, one array per property. Token i is text[starts[i], starts[i + 1]): together they are the text. */
export interface Tokens {
  readonly count: number;
  readonly kinds: readonly TokenKind[];
  /** One more than there are tokens: the last is the text's length. */
  readonly starts: readonly number[];
  /** The keyword that a Word spells, or ''. */
  readonly keywords: readonly KeywordOrNone[];
  /** Which tokens are not trivia, in order. */
  readonly significant: readonly number[];
  /** What is wrong inside a token: never closed, or not written as SOQL writes it. */
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Splits a text into tokens. Every character belongs to one. Numbers, dates and times are recognised by their rough
 * shape here and checked strictly by the grammar, so that a wrong date is one token with one problem. With `until`, only
 * the tokens that begin before that offset.
 */
export function lex(text: string, until: number = text.length): Tokens {
  const kinds: TokenKind[] = [];
  const starts: number[] = [];
  const keywords: KeywordOrNone[] = [];
  const significant: number[] = [];
  const problems: SyntaxProblem[] = [];
  const report = (code: ProblemCode, start: number, end: number) => problems.push({ code, start, end, args: [] });
  let at = 0;
  while (at < until) {
    const code = text.charCodeAt(at);
    let kind: TokenKind;
    let end = at + 1;
    let keyword: KeywordOrNone = '';
    switch (classOf(code)) {
      case LETTER:
        kind = 'Word';
        end = endOfWord(text, at);
        keyword = keywordAt(text, at, end);
        break;
      case SPACE:
        kind = 'WhiteSpace';
        while (end < text.length && classOf(text.charCodeAt(end)) === SPACE) end++;
        break;
      case DIGIT:
        kind = numberKind(text, at);
        end = endOfNumber(text, at, kind);
        break;
      case MARK:
        kind = MARKS[code] as TokenKind;
        break;
      default:
        kind = otherKind(text, at);
        end = endOfOther(text, at, kind, report);
    }
    if (!isTrivia(kind)) significant.push(kinds.length);
    kinds.push(kind);
    starts.push(at);
    keywords.push(keyword);
    at = end;
  }
  starts.push(at);
  return { count: kinds.length, kinds, starts, keywords, significant, problems };
}

type Report = (code: ProblemCode, start: number, end: number) => void;

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
const SPACE = 3;
/** A character that is a token by itself, whatever follows. */
const MARK = 4;

const MARKS: Readonly<Record<number, TokenKind>> = {
  40: 'LeftParen',
  41: 'RightParen',
  44: 'Comma',
  58: 'Colon',
  59: 'Semicolon',
  61: 'Equals',
};

const ASCII_CLASSES = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const upper = code & ~32;
  if ((upper >= 65 && upper <= 90) || code === 95) ASCII_CLASSES[code] = LETTER;
  else if (code >= 48 && code <= 57) ASCII_CLASSES[code] = DIGIT;
  else if (code === 32 || (code >= 9 && code <= 13)) ASCII_CLASSES[code] = SPACE;
  else if (MARKS[code] !== undefined) ASCII_CLASSES[code] = MARK;
}

function classOf(code: number): number {
  if (code < 128) return ASCII_CLASSES[code] as number;
  if (code === 0xfeff) return SPACE; // the byte order mark some editors put at the start of a file
  return isForeignLetter(code) ? LETTER : OTHER;
}

/** The API's grammar takes letters of other scripts in names; their spaces, quotes, symbols and halves of pairs it does not. */
function isForeignLetter(code: number): boolean {
  return code >= 0xc0 && code < 0xd800 && !(code >= 0x2000 && code <= 0x2bff) && !(code >= 0x3000 && code <= 0x303f);
}

function isDigitAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

/** The kind of the token that begins with something that is no letter, digit, space or mark. */
function otherKind(text: string, at: number): TokenKind {
  const next = text.charCodeAt(at + 1);
  switch (text.charCodeAt(at)) {
    case 0x22: // "
    case 0x27: // '
      return 'String';
    case 0x2b: // +
      return startsUnsigned(text, at + 1) ? 'Number' : 'Plus';
    case 0x2d: // -
      if (next === 0x2d) return 'LineComment';
      return startsUnsigned(text, at + 1) ? 'Number' : 'Minus';
    case 0x2e: // .
      return isDigitAt(text, at + 1) ? 'Number' : 'Dot';
    case 0x2f: // /
      return next === 0x2f ? 'LineComment' : next === 0x2a ? 'BlockComment' : 'Unknown';
    case 0x3c: // <
      return next === 0x3d ? 'LessOrEquals' : next === 0x3e ? 'NotEquals' : 'Less';
    case 0x3e: // >
      return next === 0x3d ? 'GreaterOrEquals' : 'Greater';
    case 0x21: // !
      return next === 0x3d ? 'NotEquals' : 'Unknown';
    case 0x7b:
      return 'SearchTerm';
    default:
      return endOfCurlyString(text, at) > at ? 'String' : 'Unknown';
  }
}

function endOfOther(text: string, at: number, kind: TokenKind, report: Report): number {
  switch (kind) {
    case 'String':
      return endOfString(text, at, report);
    case 'Number':
      return endOfNumber(text, at, kind);
    case 'SearchTerm':
      return endOfSearchTerm(text, at, report);
    case 'BlockComment':
      return endOfBlockComment(text, at, report);
    case 'LineComment':
      return endOfLineComment(text, at, report);
    case 'NotEquals':
    case 'LessOrEquals':
    case 'GreaterOrEquals':
      return at + 2;
    case 'Unknown':
      return endOfCharacter(text, at);
    default:
      return at + 1;
  }
}

function startsUnsigned(text: string, at: number): boolean {
  return isDigitAt(text, at) || (text.charCodeAt(at) === 0x2e && isDigitAt(text, at + 1));
}

function endOfWord(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length) {
    const kind = classOf(text.charCodeAt(end));
    if (kind !== LETTER && kind !== DIGIT) break;
    end++;
  }
  return end;
}

/** A date begins with four digits, a hyphen and a digit; a time with at most two digits, a colon and a digit. */
function numberKind(text: string, at: number): TokenKind {
  let end = at;
  while (isDigitAt(text, end)) end++;
  const next = text.charCodeAt(end);
  if (next === 0x3a && end - at <= 2 && isDigitAt(text, end + 1)) return 'Time';
  if (next !== 0x2d || end - at !== 4 || !isDigitAt(text, end + 1)) return 'Number';
  while (isDigitAt(text, end) || text.charCodeAt(end) === 0x2d) end++;
  const isT = (text.charCodeAt(end) & ~32) === 0x54;
  return isT && isDigitAt(text, end + 1) ? 'DateTime' : 'Date';
}

function endOfNumber(text: string, at: number, kind: TokenKind): number {
  let end = at + 1;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    const charClass = classOf(code);
    if (charClass === LETTER || charClass === DIGIT || code === 0x2e) continue;
    const belongs =
      kind === 'Date'
        ? code === 0x2d
        : (kind === 'DateTime' || kind === 'Time') && (code === 0x3a || code === 0x2d || code === 0x2b);
    if (!belongs) break;
  }
  return end;
}

/**
 * A string ends at its closing quote. One whose line has none may go on over further lines, unless the quote found
 * there looks like the opening of another string: then it ends with its own line.
 */
function endOfString(text: string, at: number, report: Report): number {
  const quote = text.charCodeAt(at);
  if (isCurlyQuote(quote)) {
    const end = endOfCurlyString(text, at);
    report('curly-quotes', at, end);
    return end;
  }
  if (quote === 0x27 && text.startsWith("'''", at)) {
    const close = text.indexOf("'''", at + 3);
    if (close >= 0) return close + 3;
  }
  let endOfLine = -1;
  for (let end = at + 1; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === 0x5c) end++;
    else if (code === quote) {
      if (endOfLine >= 0 && opensString(text, end)) break;
      if (quote === 0x22) report('double-quotes', at, end + 1);
      return end + 1;
    } else if (code === 0x0a && endOfLine < 0) endOfLine = end;
  }
  let end = endOfLine < 0 ? text.length : endOfLine;
  while (end > at + 1 && classOf(text.charCodeAt(end - 1)) === SPACE) end--;
  report('unclosed-string', at, end);
  return end;
}

function isCurlyQuote(code: number): boolean {
  return code === 0x2018 || code === 0x2019 || code === 0x201c || code === 0x201d;
}

/** The end of a string in the quotes of a word processor; -1 if its line has no closing one. */
function endOfCurlyString(text: string, at: number): number {
  if (!isCurlyQuote(text.charCodeAt(at))) return -1;
  for (let end = at + 1; end < text.length && text.charCodeAt(end) !== 0x0a; end++) {
    if (isCurlyQuote(text.charCodeAt(end))) return end + 1;
  }
  return -1;
}

function opensString(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  const charClass = classOf(next);
  return charClass === LETTER || charClass === DIGIT || next === 0x25;
}

function endOfSearchTerm(text: string, at: number, report: Report): number {
  let end = at + 1;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === 0x5c) end++;
    else if (code === 0x7d) return end + 1;
    else if (code === 0x0a) break;
  }
  end = Math.min(end, text.length);
  report('unclosed-search-term', at, end);
  return end;
}

function endOfBlockComment(text: string, at: number, report: Report): number {
  const close = text.indexOf('*/', at + 2);
  if (close >= 0) return close + 2;
  report('unclosed-comment', at, at + 2);
  return text.length;
}

function endOfLineComment(text: string, at: number, report: Report): number {
  const newLine = text.indexOf('\n', at);
  const end = newLine < 0 ? text.length : text.charCodeAt(newLine - 1) === 0x0d ? newLine - 1 : newLine;
  if (text.charCodeAt(at) === 0x2d) report('sql-comment', at, at + 2);
  return end;
}

function endOfCharacter(text: string, at: number): number {
  const isPair = (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
  return isPair ? at + 2 : at + 1;
}
