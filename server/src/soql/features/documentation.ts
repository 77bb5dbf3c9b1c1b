// What is known about objects, fields and functions, as Markdown.
import { functionNamed, type SoqlFunction } from '../semantics/functions.ts';
import type { FieldSchema, ObjectSchema, SchemaView } from '../semantics/schema.ts';
import { describeDateLiteral } from './dateLiterals.ts';
import type { Documented } from './model.ts';
import { english, type Words } from './words.ts';

const shownValues = 12;

/** The text for an item of a completion list; undefined while its object is not described. */
export function documentation(
  about: NonNullable<Documented['about']>,
  schema: SchemaView,
  t: Words = english,
): string | undefined {
  if ('word' in about) {
    const fn = functionNamed(about.word);
    return fn ? describeFunction(fn, t) : describeDateLiteral(about.word, t);
  }
  const object = schema.object(about.object);
  if (typeof object === 'string') return undefined;
  const field = about.field === undefined ? undefined : object.field(about.field);
  return field ? describeField(field, object, t) : describeObject(object, t);
}

export function describeObject(object: ObjectSchema, t: Words): string {
  return paragraphs(`**${object.name}** — ${escapeMarkdown(object.label)}`, objectFacts(object, t));
}

export function objectFacts(object: ObjectSchema, t: Words): string {
  const { fields, childRelationships, keyPrefix } = object;
  const facts = [
    object.custom ? t('custom object') : t('standard object'),
    t('fields: {0}', fields.length),
    t('child relationships: {0}', childRelationships.length),
    ...(keyPrefix ? [t('Ids start with {0}', `\`${keyPrefix}\``)] : []),
    ...(object.queryable ? [] : [t('cannot be queried')]),
    ...(object.deprecated ? [t('deprecated')] : []),
  ];
  const recordTypes = object.recordTypes.filter(type => !type.master && type.active);
  const shown = recordTypes.slice(0, shownValues).map(t => `\`${t.developerName}\``);
  return paragraphs(
    facts.join(' · '),
    shown.length > 0 ? t('Record types: {0}', listOf(shown, recordTypes.length, t)) : undefined,
  );
}

export function describeField(field: FieldSchema, owner: ObjectSchema, t: Words): string {
  return paragraphs(
    `**${owner.name}.${field.name}** — ${escapeMarkdown(field.label)}`,
    `\`${typeText(field, t)}\` · ${flags(field, t).join(' · ')}`,
    field.helpText && `_${escapeMarkdown(field.helpText)}_`,
    field.formula && `${t('Formula:')}\n\n${codeBlock(field.formula)}`,
    field.controller && t('Depends on {0}', `\`${field.controller}\``),
    field.relationshipName && t('Relationship {0} to {1}', `\`${field.relationshipName}\``, targets(field, t)),
    valuesText(field, t),
  );
}

export function describeFunction(fn: SoqlFunction, t: Words): string {
  const clauses = fn.clauses.map(clause => clauseWords[clause]).join(', ');
  return paragraphs(`\`${signatureOf(fn)}\``, t(fn.summary), t('Can be used in {0}.', clauses));
}

export function signatureOf({ name, parameters }: SoqlFunction): string {
  return `${name}(${parameters.join(', ')})`;
}

const clauseWords = {
  select: 'SELECT',
  where: 'WHERE',
  groupBy: 'GROUP BY',
  having: 'HAVING',
  orderBy: 'ORDER BY',
} as const;

/** The type with its length, or with what it refers to. */
export function typeText({ type, length, referenceTo }: FieldSchema, t: Words): string {
  if (type === 'reference') return t('reference to {0}', referenceTo.join(', '));
  return length > 0 && /^(string|textarea|picklist|multipicklist|email|phone|url|encryptedstring)$/.test(type)
    ? `${type}(${length})`
    : type;
}

function targets({ referenceTo }: FieldSchema, t: Words): string {
  return listOf(referenceTo.slice(0, shownValues), referenceTo.length, t);
}

function listOf(shown: readonly string[], all: number, t: Words): string {
  return [...shown, ...(all > shown.length ? [t('and {0} more', all - shown.length)] : [])].join(', ');
}

/** What is special about a field, in words. */
export function flags(field: FieldSchema, t: Words): string[] {
  const words: [boolean, string][] = [
    // Whoever creates a record must fill it in; others that are never null are the org's own affair.
    [!field.nillable && field.createable && !field.defaultedOnCreate, t('required')],
    [field.unique, t('unique')],
    [field.externalId, t('external Id')],
    [field.calculated, t('calculated')],
    [!field.filterable, t('not filterable')],
    [!field.sortable, t('not sortable')],
    [!field.groupable, t('not groupable')],
    [!field.updateable, t('read only')],
    [field.deprecated === true, t('deprecated')],
  ];
  const shown = words.filter(([applies]) => applies).map(([, word]) => word);
  return shown.length > 0 ? shown : [t('optional')];
}

function valuesText({ picklistValues, restrictedPicklist }: FieldSchema, t: Words): string | undefined {
  const active = picklistValues.filter(v => v.active);
  if (active.length === 0) return undefined;
  const shown = active.slice(0, shownValues).map(v => {
    const label = v.label === v.value ? '' : ` (${escapeMarkdown(v.label)})`;
    return `\`${v.value}\`${label}`;
  });
  const list = listOf(shown, active.length, t);
  return restrictedPicklist ? t('Only these values: {0}', list) : t('Values: {0}', list);
}

/** The fence is longer than any that the text holds. */
function codeBlock(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

function paragraphs(...parts: (string | undefined)[]): string {
  return parts.filter(part => part).join('\n\n');
}

export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>]/g, '\\$&');
}
