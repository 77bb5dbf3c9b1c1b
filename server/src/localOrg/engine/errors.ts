import { ApiError } from '../errors.ts';

/** How far the snippet of an error reaches to both sides of the fault, in characters, before whole words are kept. */
const SNIPPET_REACH = 30;

/**
 * An error of a query that names no place in its text. Queries fail with HTTP 400 and nothing else.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm
 */
export function queryError(errorCode: string, message: string): ApiError {
  return new ApiError(400, errorCode, message);
}

/** An error with the snippet of the query, a caret below the fault, and its row and column (both from 1). */
export function queryErrorAt(text: string, offset: number, errorCode: string, message: string): ApiError {
  const { line, row, column } = placeOf(text, offset);
  const from = wordStart(line, column - SNIPPET_REACH);
  const snippet = line.slice(from, wordEnd(line, column + SNIPPET_REACH));
  const caret = `${' '.repeat(Math.max(0, column - from))}^`;
  return queryError(errorCode, `\n${snippet}\n${caret}\nERROR at Row:${row}:Column:${column + 1}\n${message}`);
}

/**
 * What the query's grammar refuses. Salesforce counts these columns from 0 where it counts all others from 1,
 * and its caret stands one character to the left for the same reason.
 */
export function unexpectedToken(text: string, start: number, end: number): ApiError {
  const token = text.slice(start, end) || '<EOF>';
  return queryErrorAt(text, Math.max(0, start - 1), 'MALFORMED_QUERY', `unexpected token: '${token}'`);
}

function placeOf(text: string, offset: number): { line: string; row: number; column: number } {
  const leading = /^(?:[ \t]*\r?\n)*/.exec(text)?.[0].length ?? 0;
  const before = text.slice(leading, Math.max(leading, offset)).split('\n');
  const line = text.slice(leading).split('\n')[before.length - 1] ?? '';
  return { line: line.replace(/\r$/, ''), row: before.length, column: before.at(-1)?.length ?? 0 };
}

const isGap = (character: string | undefined): boolean =>
  character === undefined || character === ',' || character.trim() === '';

function wordStart(line: string, offset: number): number {
  let start = Math.max(0, Math.min(offset, line.length));
  if (isGap(line[start])) while (start < line.length && isGap(line[start])) start++;
  else while (start > 0 && !isGap(line[start - 1])) start--;
  return start;
}

function wordEnd(line: string, offset: number): number {
  let end = Math.min(offset, line.length);
  while (end < line.length && !isGap(line[end])) end++;
  return end;
}
