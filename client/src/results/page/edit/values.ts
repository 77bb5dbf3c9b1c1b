// What a text that somebody writes or pastes into a cell means, by the type of its field.
import type { EditField, EditValue } from '../../../../../server/src/protocol/edits.ts';
import { language } from '../../../webview/page/texts.ts';

/** A field's value as Salesforce takes it. */
export type Value = string | number | boolean | null;

export type ValueProblem =
  | 'ambiguous'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'digits'
  | 'empty'
  | 'id'
  | 'integer'
  | 'number'
  | 'time'
  | 'tooLong'
  | 'value';

export type Parsed = { readonly value: Value } | { readonly problem: ValueProblem };

type Field = Pick<EditField, 'type' | 'length' | 'nillable' | 'restricted'>;

/**
 * @param allowed the values of a picklist that fit here
 * @param separators of thousands and decimals, where they are not those of the person's language
 */
export function parseValue(
  text: string,
  field: Field,
  allowed: readonly EditValue[] = [],
  separators: Separators = ownSeparators(),
): Parsed {
  const trimmed = text.trim();
  if (trimmed === '' && field.type !== 'boolean') return field.nillable ? { value: null } : { problem: 'empty' };
  switch (field.type) {
    case 'boolean':
      return parseBoolean(trimmed);
    case 'int':
    case 'long':
      return parseNumber(trimmed, separators, true);
    case 'double':
    case 'currency':
      return parseNumber(trimmed, separators, false);
    case 'percent':
      return parseNumber(trimmed.replace(/\s*%$/, ''), separators, false);
    case 'date':
      return parseDate(trimmed);
    case 'datetime':
      return parseDateTime(trimmed);
    case 'time':
      return parseTime(trimmed);
    case 'reference':
      return parseId(trimmed);
    case 'picklist':
      return parsePicklist(trimmed, field, allowed);
    case 'multipicklist':
      return parseMultipicklist(trimmed, field, allowed);
    default:
      return field.length > 0 && [...text].length > field.length ? { problem: 'tooLong' } : { value: text };
  }
}

/** As `parseValue`; a text that stands for the value before leaves it, also where it could mean another one. */
export function parseEdit(text: string, field: Field, allowed: readonly EditValue[], before: Value): Parsed {
  const parsed = parseValue(text, field, allowed);
  // In the hour that comes twice when summer time ends, a local time stands for two instants.
  return 'value' in parsed && editText(before, field) === text ? { value: before } : parsed;
}

/** The text with the line breaks of the one before: what browsers edit text with knows only `\n`. */
export function withLineBreaksOf(before: string, text: string): string {
  const lineBreak = /\r\n?|\n/.exec(before)?.[0] ?? '\n';
  return text.replace(/\r\n?|\n/g, lineBreak);
}

/** The text that stands for a value while it is edited; `parseValue` makes the value of it again. */
export function editText(value: Value, { type }: Pick<EditField, 'type'>, separators = ownSeparators()): string {
  if (value === null) return '';
  if (type === 'datetime') return localText(String(value)) ?? String(value);
  if (type === 'time') return String(value).replace(/(?:\.000)?Z$/, '');
  const text = String(value);
  // With an exponent it is written as programs do.
  return typeof value === 'number' && !text.includes('e') ? text.replace('.', separators.decimal) : text;
}

export interface Separators {
  readonly group: string;
  readonly decimal: string;
}

/** By language: a format takes long to make, and values are read by the thousand. */
const knownSeparators = new Map<string | undefined, Separators>();

/** Those that numbers are shown with. */
export function ownSeparators(shown: string | undefined = language()): Separators {
  const known = knownSeparators.get(shown) ?? separatorsOf(shown);
  knownSeparators.set(shown, known);
  return known;
}

function separatorsOf(shown: string | undefined): Separators {
  const parts = new Intl.NumberFormat(shown).formatToParts(12345.6);
  const partOf = (wanted: string, fallback: string) => parts.find(({ type }) => type === wanted)?.value ?? fallback;
  return { group: partOf('group', ','), decimal: partOf('decimal', '.') };
}

/** As spreadsheets write them too, in English and German. */
const booleans: Readonly<Record<string, boolean>> = {
  true: true,
  1: true,
  yes: true,
  ja: true,
  wahr: true,
  false: false,
  0: false,
  no: false,
  nein: false,
  falsch: false,
  '': false,
};

function parseBoolean(text: string): Parsed {
  const known = text.toLowerCase();
  return Object.hasOwn(booleans, known) ? { value: booleans[known]! } : { problem: 'boolean' };
}

function parseNumber(text: string, { group, decimal }: Separators, whole: boolean): Parsed {
  const problem = whole ? 'integer' : 'number';
  // 1.234 is a thousand in one language and one and a bit in another, and this one groups by points.
  if (group === '.' && /^[-+]?\d{1,3}\.\d{3}$/.test(text)) return { problem: 'ambiguous' };
  const plain = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text) ? text : withoutGroups(text, group, decimal);
  const value = plain === undefined ? Number.NaN : Number(plain);
  if (!Number.isFinite(value) || (whole && !Number.isSafeInteger(value))) return { problem };
  return digitsOf(plain!) === digitsOf(String(value)) ? { value } : { problem: 'digits' };
}

/** Those that count, without their place: a number that keeps fewer of them is another one. */
const digitsOf = (text: string): string =>
  text
    .replace(/e.*$/i, '')
    .replace(/\D/g, '')
    .replace(/^0+|0+$/g, '');

/** `1,234.5` or `1.234,5`, by the language; undefined for anything else. */
function withoutGroups(text: string, group: string, decimal: string): string | undefined {
  const [whole = '', fraction, ...more] = text.split(decimal);
  // Languages that group by a narrow blank are written with any.
  const digits = whole.split(/\s/.test(group) ? /\s/ : group);
  const isGrouped = digits.every((part, index) => (index === 0 ? /^[-+]?\d+$/ : /^\d{3}$/).test(part));
  if (more.length > 0 || !isGrouped || !/^\d*$/.test(fraction ?? '')) return undefined;
  return `${digits.join('')}.${fraction ?? ''}`;
}

function parseDate(text: string): Parsed {
  const [, year, month, day] = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(text) ?? [];
  const value = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const time = new Date(`${value}T00:00:00Z`);
  // The 31st of February is taken for a day of March.
  return Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== value ? { problem: 'date' } : { value };
}

/** Local time, as the grid shows it, where the text names no zone. */
function parseDateTime(text: string): Parsed {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:\d\d(?:\.\d+)?)?\s*(Z|[-+]\d\d:?\d\d)?$/i.exec(text);
  if (!match || 'problem' in parseDate(match[1]!)) return { problem: 'datetime' };
  const [, date, minutes, seconds = ':00', zone = ''] = match;
  const time = new Date(`${date}T${minutes}${seconds}${zone.replace(/([-+]\d\d)(\d\d)/, '$1:$2')}`);
  if (Number.isNaN(time.getTime())) return { problem: 'datetime' };
  return { value: time.toISOString().replace('Z', '+0000') };
}

/** `2026-01-31T23:59:00.000+0000` as `2026-02-01T00:59:00`, which an input of the browser takes. */
function localText(value: string): string | undefined {
  const time = new Date(value.replace(/([-+]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(time.getTime())) return undefined;
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().replace('Z', '');
  return local.replace(/\.000$/, '');
}

function parseTime(text: string): Parsed {
  const [, hours, minutes, seconds = '00', fraction = ''] =
    /^(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?Z?$/.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) {
    return { problem: 'time' };
  }
  return { value: `${hours.padStart(2, '0')}:${minutes}:${seconds}.${fraction.padEnd(3, '0')}Z` };
}

/** The 18 characters that Salesforce answers with, also where 15 are written. */
function parseId(text: string): Parsed {
  if (!/^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text)) return { problem: 'id' };
  return { value: text.length === 18 ? text : text + checksum(text) };
}

/** Each character tells which of five are capitals. */
function checksum(id: string): string {
  const capitals = (five: string) =>
    [...five].reduce((bits, char, place) => bits + (/[A-Z]/.test(char) ? 1 << place : 0), 0);
  return [0, 5, 10].map(at => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'.charAt(capitals(id.slice(at, at + 5)))).join('');
}

/** By the value or by the label. */
function parsePicklist(text: string, { restricted }: Field, allowed: readonly EditValue[]): Parsed {
  const wanted = text.toLowerCase();
  const found =
    allowed.find(({ value }) => value === text) ??
    allowed.find(({ value }) => value.toLowerCase() === wanted) ??
    allowed.find(({ label }) => label.toLowerCase() === wanted);
  if (found) return { value: found.value };
  return restricted ? { problem: 'value' } : { value: text };
}

function parseMultipicklist(text: string, field: Field, allowed: readonly EditValue[]): Parsed {
  const parts = text.split(';').flatMap(part => (part.trim() === '' ? [] : parsePicklist(part.trim(), field, allowed)));
  const failed = parts.find(part => 'problem' in part);
  if (failed) return failed;
  return { value: [...new Set(parts.map(part => ('value' in part ? String(part.value) : '')))].join(';') };
}

/** The values that a record type leaves; all where it is not known. */
export const leftValues = (values: readonly EditValue[], left: readonly string[] | undefined): readonly EditValue[] =>
  left ? values.filter(({ value }) => left.includes(value)) : values;

/**
 * The values of a picklist that go with a value of the field that controls it; all where that is not known.
 * @param controlling undefined where the result does not show it
 */
export function allowedValues(
  { values, controller }: Pick<EditField, 'values' | 'controller'>,
  controlling: Value | undefined,
): readonly EditValue[] {
  if (!controller || controlling === undefined) return values;
  const place = controller.values.indexOf(String(controlling));
  return values.filter(({ validFor }) => !validFor || validFor.includes(place));
}
