import type { FieldDefinition } from '../schema/types.ts';
import { cannotDeserialize, outsideValidRange } from './valueErrors.ts';

export function booleanValue(field: FieldDefinition, value: unknown): number {
  if (value === true || value === 'true') return 1;
  if (value === false || value === 'false') return 0;
  throw cannotDeserialize(field, value);
}

/** An int has 32 bits, and `digits` of them. */
export function intValue(field: FieldDefinition, value: unknown): number {
  const number = numberOf(field, value);
  if (!Number.isInteger(number)) throw cannotDeserialize(field, value);
  if (Math.abs(number) >= 10 ** field.digits || Math.abs(number) > 0x7fff_ffff) throw outsideValidRange(field, value);
  return number;
}

/**
 * `precision` counts the digits on both sides of the point. Decimals beyond the field's scale are kept: only pages round.
 * @see https://help.salesforce.com/s/articleView?id=000387302&type=1
 */
export function numberValue(field: FieldDefinition, value: unknown): number {
  const number = numberOf(field, value);
  if (Math.abs(roundTo(number, field.scale)) >= 10 ** (field.precision - field.scale)) {
    throw outsideValidRange(field, value);
  }
  return number;
}

function numberOf(field: FieldDefinition, value: unknown): number {
  const isNumeric = typeof value === 'string' && /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(value);
  const number = typeof value === 'number' || isNumeric ? Number(value) : Number.NaN;
  if (!Number.isFinite(number)) throw cannotDeserialize(field, value);
  return number === 0 ? 0 : number;
}

/** Half away from zero, by the decimal digits that the number prints as: 1.005 becomes 1.01. */
export function roundTo(number: number, scale: number): number {
  if (Number.isInteger(number)) return number;
  // Most numbers have no more decimals than the field, which a division tells faster than their digits.
  const power = 10 ** scale;
  if (Math.round(number * power) / power === number) return number;
  const [mantissa = '', exponent = '0'] = Math.abs(number).toString().split('e');
  const decimals = (mantissa.split('.')[1]?.length ?? 0) - Number(exponent);
  if (decimals <= scale) return number;
  const shifted = Math.round(Number(`${mantissa}e${Number(exponent) + scale}`));
  const rounded = Number(`${shifted}e-${scale}`);
  return number < 0 && rounded !== 0 ? -rounded : rounded;
}

/** Salesforce knows no earlier dates. */
const firstYear = 1700;

const datePattern = /^\d{4}-\d\d-\d\d$/;

export function dateValue(field: FieldDefinition, value: unknown): string {
  if (typeof value === 'string' && isDate(value)) return value;
  throw cannotDeserialize(field, value);
}

function isDate(text: string): boolean {
  if (!datePattern.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  return year >= firstYear && day >= 1 && day <= daysIn(year, month);
}

/** 0 for what is no month. */
function daysIn(year: number, month: number): number {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeapYear ? 29 : (daysOfMonths[month - 1] ?? 0);
}

const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** As most are written; the seconds end at the 19th character. */
const utcPattern = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|\+00:?00)$/;

const dateTimePattern = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?)?$/;

/** Any offset is turned into UTC; a bare date means its first moment. */
export function dateTimeValue(field: FieldDefinition, value: unknown): string {
  if (typeof value === 'string' && utcPattern.test(value) && isDate(value.slice(0, 10))) {
    return `${value.slice(0, 19)}.000+0000`;
  }
  const [, date, time = '00:00:00', fraction = '', offset = 'Z'] =
    dateTimePattern.exec(typeof value === 'string' ? value : '') ?? [];
  if (date === undefined || !isDate(date)) throw cannotDeserialize(field, value);
  const withColon = offset.replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2');
  const instant = new Date(`${date}T${time}${fraction.slice(0, 4)}${withColon}`);
  if (Number.isNaN(instant.getTime())) throw cannotDeserialize(field, value);
  return wireDateTime(instant);
}

/** `2026-05-01T07:25:37.000+0000`, the way datetimes are sent and stored: Salesforce keeps whole seconds. */
export function wireDateTime(instant: Date): string {
  const second = Math.floor(instant.getTime() / 1000);
  if (second !== last.second) {
    last.second = second;
    last.text = `${instant.toISOString().slice(0, -5)}.000+0000`;
  }
  return last.text;
}

/** Thousands of records are written in the same second. */
const last = { second: Number.NaN, text: '' };

const timePattern = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(\.\d{1,9})?Z?$/;

export function timeValue(field: FieldDefinition, value: unknown): string {
  const [, hours, minutes, seconds, fraction = '.'] = timePattern.exec(typeof value === 'string' ? value : '') ?? [];
  if (hours === undefined) throw cannotDeserialize(field, value);
  return `${hours}:${minutes}:${seconds}${fraction.slice(0, 4).padEnd(4, '0')}Z`;
}
