import {
  bool,
  currency,
  date,
  datetime,
  double,
  email,
  multipicklist,
  percent,
  phone,
  picklist,
  text,
  textArea,
  time,
  url,
} from '../notation.ts';
import type { FieldSource } from '../types.ts';
import { fieldModifiers } from './vocabulary.ts';

const statuses = ['New*', 'Open', 'On Hold', 'Done', 'Cancelled'];
const regions = ['Americas', 'EMEA', 'APAC'];

/** What a field is about, which says what type it has; those first in the list are the first in small objects. */
const kinds: readonly (readonly [word: string, field: (name: string) => FieldSource])[] = [
  ['Amount', name => currency(name, 16, 2)],
  ['Date', name => date(name)],
  ['Status', name => picklist(name, statuses, { length: 255 })],
  ['Code', name => text(name, 40)],
  ['Quantity', name => double(name, 18, 0)],
  ['Flag', name => bool(name)],
  ['Reference', name => text(name, 255)],
  ['Rate', name => percent(name, 5, 2)],
  ['Deadline', name => datetime(name)],
  ['Comment', name => textArea(name, 255)],
  ['Category', name => picklist(name, ['A', 'B', 'C', 'D'], { length: 255, restrictedPicklist: true })],
  ['Email', name => email(name)],
  ['Score', name => double(name, 6, 2)],
  ['Phone', name => phone(name)],
  ['Website', name => url(name)],
  ['Regions', name => multipicklist(name, regions, { restrictedPicklist: true })],
  ['Fee', name => currency(name, 10, 2)],
  ['Notes', name => textArea(name, 32768)],
  ['Time', name => time(name)],
  ['Key', name => text(name, 18)],
];

const mostFields = kinds.length * fieldModifiers.length;

/** `count` custom fields of all types, from the place `start` of all of them on. `prefix`: `bill__` or nothing. */
export function syntheticFields(prefix: string, start: number, count: number): readonly FieldSource[] {
  return Array.from({ length: count }, (_, index) => {
    const place = (start + index) % mostFields;
    const key = `${prefix}${place}`;
    const field = known.get(key) ?? fieldAt(prefix, place);
    known.set(key, field);
    return field;
  });
}

/** Objects share what is the same in them: an org of thousands would need ten times the memory. */
const known = new Map<string, FieldSource>();

function fieldAt(prefix: string, place: number): FieldSource {
  const [word, field] = kinds[place % kinds.length]!;
  const modifier = fieldModifiers[Math.floor(place / kinds.length)]!;
  return { ...field(`${prefix}${modifier}_${word}__c`), label: `${modifier} ${word}` };
}
