import { type SyntaxNode, textOf } from '../../../soql/syntax/tree.ts';
import type { FieldType } from '../../schema/types.ts';
import { dateLiteralRange, dayText, instantsOf, instantText } from '../dates.ts';
import type { SqlValue } from '../plan.ts';
import { errorAt, malformedAt, type QueryContext } from './context.ts';

/** What a value is compared with. */
export interface Target {
  /** As error messages name it. */
  readonly name: string;
  readonly type: FieldType;
  /** Where it stands in the text. */
  readonly at: { readonly start: number };
  /** False for the result of a date function: it compares with plain values only. */
  readonly takesDateLiterals: boolean;
}

/** A value, or the range that a date literal stands for; `to` is the first value after the range. */
export type Operand =
  | { readonly kind: 'value'; readonly value: SqlValue }
  | { readonly kind: 'range'; readonly from: string; readonly to: string };

const EARLIEST = Date.UTC(1700, 0, 1);
const LATEST = Date.UTC(4000, 11, 31, 23, 59, 59, 999);
const MOST_CHARACTERS = 4000;

/**
 * The value of a literal, checked against the type that it is compared with.
 * @throws ApiError INVALID_FIELD where the literal is of another type
 */
export function operandOf(context: QueryContext, node: SyntaxNode, target: Target): Operand {
  const text = textOf(context.tree, node);
  if (node.kind === 'Bind') throw malformedAt(context, node, 'Bind variables only allowed in Apex code');
  if (node.kind === 'NullLiteral') return value(target.type === 'boolean' ? 0 : null);
  switch (target.type) {
    case 'boolean':
      if (node.kind !== 'BooleanLiteral') throw wrongType(context, target);
      return value(text.toLowerCase() === 'true' ? 1 : 0);
    case 'int':
    case 'long':
      if (node.kind !== 'NumberLiteral' || !/^[+-]?\d+$/.test(text)) throw wrongType(context, target);
      return value(Number(text));
    case 'double':
    case 'percent':
      if (node.kind !== 'NumberLiteral') throw wrongType(context, target);
      return value(Number(text));
    case 'currency':
      if (node.kind !== 'NumberLiteral' && node.kind !== 'CurrencyLiteral') throw wrongType(context, target);
      return value(Number(text.replace(/^[A-Za-z]{3}/, '')));
    case 'date':
      if (node.kind === 'RelativeDate') return relativeDate(context, node, target);
      if (node.kind !== 'DateLiteral') throw wrongType(context, target);
      return value(dateValue(context, node, text));
    case 'datetime':
      if (node.kind === 'RelativeDate') return relativeDate(context, node, target);
      if (node.kind !== 'DateTimeLiteral') throw wrongType(context, target);
      return value(dateTimeValue(context, node, text));
    case 'time':
      if (node.kind !== 'TimeLiteral') throw wrongType(context, target);
      return value(dateTimeValue(context, node, `2000-01-01T${text}`).slice(11, 23).concat('Z'));
    case 'id':
    case 'reference':
      if (node.kind !== 'StringLiteral') throw wrongType(context, target);
      return value(idValue(context, node, target));
    default:
      if (node.kind !== 'StringLiteral') throw wrongType(context, target);
      // No field holds an empty text: Salesforce stores null instead, and compares '' as null.
      return value(stringValue(context, node) || null);
  }
}

/** The text of a string literal, escapes resolved. */
export function stringValue(context: QueryContext, node: SyntaxNode): string {
  return unescaped(context, node, () => undefined);
}

/** The pattern of a LIKE, for SQLite with a backslash as the escape character. */
export function likePattern(context: QueryContext, node: SyntaxNode): string {
  return unescaped(context, node, escaped =>
    escaped === '\\' || escaped === '%' || escaped === '_' ? `\\${escaped}` : undefined,
  );
}

/** 18 characters for an id of 15 or 18; undefined for what is no id. */
export function id18(text: string): string | undefined {
  if (!/^[A-Za-z0-9]{15}(?:[A-Za-z0-5]{3})?$/.test(text)) return undefined;
  const id = text.slice(0, 15);
  const suffix = [0, 5, 10].map(start => {
    const bits = [...id.slice(start, start + 5)].map((character, bit) =>
      character >= 'A' && character <= 'Z' ? 1 << bit : 0,
    );
    return 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[bits.reduce((sum, bit) => sum + bit, 0)];
  });
  const complete = id + suffix.join('');
  return text.length === 15 || text.slice(15).toUpperCase() === suffix.join('') ? complete : undefined;
}

const value = (of: SqlValue): Operand => ({ kind: 'value', value: of });

const typeNames: Partial<Record<FieldType, string>> = {
  boolean: 'boolean',
  int: 'int',
  long: 'long',
  double: 'double',
  currency: 'double',
  percent: 'double',
  date: 'date',
  datetime: 'dateTime',
  time: 'time',
  id: 'ID',
  reference: 'ID',
};

function wrongType(context: QueryContext, { name, type, at }: Target): Error {
  const typeName = typeNames[type] ?? 'string';
  const quotes = typeName === 'string' || typeName === 'ID' ? 'should be' : 'should not be';
  const text = `value of filter criterion for field '${name}' must be of type ${typeName} and ${quotes} enclosed in quotes`;
  return errorAt(context, at, 'INVALID_FIELD', text);
}

function relativeDate(context: QueryContext, node: SyntaxNode, target: Target): Operand {
  if (!target.takesDateLiterals) throw wrongType(context, target);
  const [name = '', count] = textOf(context.tree, node).split(':');
  const range = dateLiteralRange(name.trim(), count === undefined ? undefined : Number(count), context.clock);
  if (!range) throw malformedAt(context, node, `unexpected token: '${textOf(context.tree, node)}'`);
  if (target.type === 'date') return { kind: 'range', from: dayText(range.from), to: dayText(range.to) };
  const { from, to } = instantsOf(range, context.clock.timeZone);
  return { kind: 'range', from: instantText(from), to: instantText(to) };
}

function dateValue(context: QueryContext, node: SyntaxNode, text: string): string {
  return instantText(instantOf(context, node, `${text}T00:00:00Z`)).slice(0, 10);
}

function dateTimeValue(context: QueryContext, node: SyntaxNode, text: string): string {
  return instantText(instantOf(context, node, text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2').toUpperCase()));
}

function instantOf(context: QueryContext, node: SyntaxNode, text: string): number {
  const instant = Date.parse(text);
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  const exists = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
  if (Number.isNaN(instant) || !exists || instant < EARLIEST || instant > LATEST) {
    throw malformedAt(context, node, `Invalid date: ${textOf(context.tree, node)}`);
  }
  return instant;
}

function idValue(context: QueryContext, node: SyntaxNode, target: Target): string | null {
  const text = stringValue(context, node);
  if (text === '') return null;
  const id = id18(text);
  if (!id) throw errorAt(context, target.at, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${text}`);
  return id;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescaped(context: QueryContext, node: SyntaxNode, special: (escaped: string) => string | undefined): string {
  const body = textOf(context.tree, node).slice(1, -1);
  const text = body.replace(/\\(u[0-9a-fA-F]{4}|[\s\S])/g, (_, escaped: string) => {
    if (escaped.length === 5) return String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    return escapes[escaped.toLowerCase()] ?? special(escaped) ?? escaped;
  });
  if (text.length > MOST_CHARACTERS) {
    throw malformedAt(context, node, `String literals can have at most ${MOST_CHARACTERS} characters`);
  }
  return text;
}
