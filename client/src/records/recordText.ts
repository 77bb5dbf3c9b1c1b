// A record as a document: JSON with comments, and what a changed document means. No 'vscode' here.
import { type ParseError, parse } from 'jsonc-parser';
import type { RecordField, RecordItem } from '../../../server/src/protocol/records.ts';
import { tabTitle } from '../host/tabTitle.ts';
import { relatedLine } from './recordLinks.ts';

export interface Words {
  t(message: string, ...args: (string | number)[]): string;
}

/** What the user has changed, or why the document cannot be saved. */
export type RecordEdit =
  | { readonly fields: Readonly<Record<string, unknown>>; readonly before: Readonly<Record<string, unknown>> }
  | { readonly problem: string };

/**
 * Fields that can be changed first, each under its label and type; the others below. Of a new record: those that must be
 * filled in. `schema`: address of its JSON Schema.
 */
export function recordText(record: RecordItem, org: string, schema: string, words: Words): string {
  const isNew = !record.id;
  const shown = record.fields.filter(({ name, required }) => (isNew ? required : name in record.values));
  const editable = shown.filter(field => isEditable(record, field));
  const rest = shown.filter(field => !isEditable(record, field));
  const line = (field: RecordField) => {
    const value = JSON.stringify(record.values[field.name] ?? null);
    return `  // ${plain(field.label)} · ${typeWords(field, words)}\n  ${JSON.stringify(field.name)}: ${value}`;
  };
  const head = isNew
    ? words.t('New {0} in {1}. Add other fields by completion. Saving creates it.', record.label, org)
    : words.t('{0} {1} in {2}. Saving writes only the fields that you have changed.', ...titleOf(record), org);
  const below = words.t('Read-only');
  const lines = [`  "$schema": ${JSON.stringify(schema)}`, ...editable.map(line)];
  const readOnly = rest.map((field, index) => (index === 0 ? `\n  // ${below}\n${line(field)}` : line(field)));
  return `// ${plain(head)}\n{\n${[...lines, ...readOnly].join(',\n')}\n}\n${related(record, words)}`;
}

/** Lists of the records that name this one; see `linksOf`. */
function related({ id, children }: RecordItem, words: Words): string {
  if (!id || children.length === 0) return '';
  return `\n// ${[words.t('Related records'), ...children.map(relatedLine)].join('\n')}\n`;
}

/** A key that was taken away leaves its field alone; null or an empty text empties it. */
export function recordEdit(record: RecordItem, text: string, words: Words): RecordEdit {
  const errors: ParseError[] = [];
  const parsed: unknown = parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return { problem: words.t('The document is not valid JSON. Mend what is underlined, then save again.') };
  }
  const fields: Record<string, unknown> = {};
  const before: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(parsed)) {
    if (name === '$schema' || isSame(value, record.values[name])) continue;
    const field = record.fields.find(one => one.name === name);
    if (!field) return { problem: words.t('{0} has no field {1}.', record.object, name) };
    if (!isEditable(record, field)) return { problem: words.t('{0} cannot be changed: it is read-only.', name) };
    fields[name] = value;
    before[name] = record.values[name] ?? null;
  }
  return { fields, before };
}

/** Labels of required fields that the values of a new record leave empty. */
export const emptyRequired = (record: RecordItem, values: Readonly<Record<string, unknown>>): readonly string[] =>
  record.fields
    .filter(field => field.required && isEditable(record, field) && isSame(values[field.name], null))
    .map(({ label, name }) => (label === name ? name : `${plain(label)} (${name})`));

/** Label of the object, and the record's name or id. */
export const titleOf = ({ label, values, id }: RecordItem): [string, string] => {
  const name = values.Name ?? values.Subject ?? values.CaseNumber ?? id;
  return [label, String(name)];
};

/** What its tab shows. A name is cut by itself, so that the object is always told. */
export function recordTitle(record: RecordItem, { t }: Words): string {
  if (!record.id) return tabTitle(t('New {0}', record.label));
  const [label, name] = titleOf(record);
  return `${tabTitle(name) || record.id} · ${tabTitle(label)}`;
}

/** The date by which a later change is told. */
export const modifiedOf = ({ values }: RecordItem): string | undefined => {
  const date = values.SystemModstamp ?? values.LastModifiedDate;
  return typeof date === 'string' ? date : undefined;
};

/** Values of these are objects, or lie elsewhere. */
export const untyped: readonly string[] = ['address', 'location', 'base64', 'complexvalue', 'anyType'];

export const isEditable = ({ id }: RecordItem, { updateable, createable, type }: RecordField): boolean =>
  (id ? updateable : createable) && !untyped.includes(type);

export function typeWords({ type, length, referenceTo }: RecordField, { t }: Words): string {
  if (type === 'reference') return t('reference to {0}', referenceTo.join(', '));
  return length > 0 && (type === 'string' || type === 'textarea') ? `${type}(${length})` : type;
}

function isSame(a: unknown, b: unknown): boolean {
  const kept = (value: unknown) => (value === '' || value === undefined ? null : value);
  return JSON.stringify(kept(a)) === JSON.stringify(kept(b));
}

/** Labels come from the org: they must not leave their comment. */
const plain = (text: string): string => text.replace(/[\r\n\u2028\u2029]+/g, ' ');
