// The JSON Schema of a record's document: completion, hovers and checks. No 'vscode' here.
import type { RecordField, RecordItem, TypePicklists } from '../../../server/src/protocol/records.ts';
import { isEditable, typeWords, untyped, type Words } from './recordText.ts';

/** What record types leave of picklists, by their ids; null is for records without one. */
export type PicklistsByType = ReadonlyMap<string | null, TypePicklists>;

/** Picklists have the values of the record type that the document names, as far as `byType` tells of it. */
export function recordSchema(record: RecordItem, byType: PicklistsByType, words: Words): object {
  const isNarrowed = ({ name }: RecordField) =>
    [...byType.values()].some(picklists => valuesOf(picklists, name) !== undefined);
  const narrowed = record.fields.filter(field => isChoice(field) && isNarrowed(field));
  const properties = record.fields.map(field => {
    const description = describe(record, field, words);
    // Its values come by the record type.
    const shape = narrowed.includes(field) ? typeOf(field) : shapeOf(record, field);
    return [field.name, { description, ...shape, ...('enum' in shape ? {} : filledIn(record, field, words)) }] as const;
  });
  const choices = (picklists: TypePicklists = {}) => ({
    properties: Object.fromEntries(
      narrowed.map(field => [field.name, choiceOf(field, valuesOf(picklists, field.name))]),
    ),
  });
  const cases = casesOf(record, byType).map(([when, picklists]) => [when, choices(picklists)] as const);
  return {
    title: record.label,
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries([dialect, ...properties]),
    ...(cases.length > 0 ? firstOf(cases, choices()) : {}),
  };
}

/** The record types that a document may be about: that of its record or of a new one, and those that its text names. */
export function recordTypesIn({ id, values, recordTypes }: RecordItem, text: string): readonly (string | null)[] {
  if (recordTypes.length === 0) return [];
  const own = id ? values[typeField] : (recordTypes.find(({ isDefault }) => isDefault)?.id ?? null);
  const named = recordTypes.filter(type => text.includes(type.id.slice(0, 15))).map(type => type.id);
  return [...new Set([...(typeof own === 'string' || own === null ? [own] : []), ...named])];
}

const typeField = 'RecordTypeId';
const dialect = ['$schema', { type: 'string' }] as const;
const numbers: readonly string[] = ['int', 'long', 'double', 'currency', 'percent'];

/** What a document says of its record type, and what that leaves of picklists. */
function casesOf({ id, recordTypes }: RecordItem, byType: PicklistsByType): [when: object, picklists: TypePicklists][] {
  const cases = [...byType].map(([type, picklists]): [object, TypePicklists] => [whenIs(type), picklists]);
  const standard = byType.get(recordTypes.find(({ isDefault }) => isDefault)?.id ?? null);
  // A new record gets the default type by itself.
  return id || !standard ? cases : [...cases, [{ not: { required: [typeField] } }, standard]];
}

function firstOf(cases: readonly (readonly [when: object, shape: object])[], otherwise: object): object {
  const [first, ...rest] = cases;
  // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
  return first ? { if: first[0], then: first[1], else: firstOf(rest, otherwise) } : otherwise;
}

function whenIs(type: string | null): object {
  // An id may be written with 15 characters or 18.
  const value = type === null ? { type: 'null' } : { type: 'string', pattern: `^${type.slice(0, 15)}` };
  return { required: [typeField], properties: { [typeField]: value } };
}

/** A field may have a name that every object of JavaScript has, too. */
const valuesOf = (picklists: TypePicklists, field: string): readonly string[] | undefined =>
  Object.hasOwn(picklists, field) ? picklists[field] : undefined;

/** Several values of a multi-select picklist are one text. */
const isChoice = ({ type, picklistValues }: RecordField): boolean =>
  picklistValues.length > 0 && type !== 'multipicklist' && !untyped.includes(type);

function describe(record: RecordItem, field: RecordField, words: Words): string {
  return `${field.label} · ${typeWords(field, words)}${isEditable(record, field) ? '' : ` · ${words.t('read-only')}`}`;
}

/** VS Code shows `errorMessage` in place of its own words about a type; about a choice, its own name the values. */
const filledIn = (record: RecordItem, field: RecordField, words: Words): object =>
  record.id === '' && field.required && isEditable(record, field) && typeOf(field).type[0] === 'string'
    ? { pattern: '\\S', errorMessage: words.t('Required: write a value.') }
    : {};

function shapeOf({ recordTypes }: RecordItem, field: RecordField): object {
  if (untyped.includes(field.type)) return {};
  if (field.name === typeField && recordTypes.length > 0) {
    return anyOr(field, {
      enum: recordTypes.map(({ id }) => id),
      enumDescriptions: recordTypes.map(({ label }) => label),
    });
  }
  return isChoice(field) ? choiceOf(field) : typeOf(field);
}

function typeOf({ type, nillable }: RecordField): { type: readonly string[] } {
  const known = type === 'boolean' ? 'boolean' : numbers.includes(type) ? 'number' : 'string';
  return { type: nillable ? [known, 'null'] : [known] };
}

/** @param allowed the values that the record type leaves; without it all */
function choiceOf(field: RecordField, allowed?: readonly string[]): object {
  const left = field.picklistValues.filter(({ value }) => allowed?.includes(value) ?? true);
  const values = left.map(({ value }) => value);
  const labels = left.map(({ label }) => label);
  const choice = {
    enum: field.nillable ? [...values, null] : values,
    enumDescriptions: field.nillable ? [...labels, ''] : labels,
  };
  return field.restricted ? choice : anyOr(field, choice);
}

/** Offers values, and takes others too. */
const anyOr = (field: RecordField, choice: object): object => ({ anyOf: [choice, typeOf(field)] });
