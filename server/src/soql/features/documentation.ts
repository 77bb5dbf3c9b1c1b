// What is known about objects, fields, functions and date literals, as Markdown.
import { functionNamed, type SoqlFunction } from '../semantics/functions.ts';
import type { FieldSchema, ObjectSchema, SchemaView } from '../semantics/schema.ts';
import type { Documented } from './model.ts';

const shownValues = 12;

/** The text for an item of a completion list; undefined while its object is not described. */
export function documentation(about: NonNullable<Documented['about']>, schema: SchemaView): string | undefined {
  if ('word' in about) {
    const fn = functionNamed(about.word);
    return fn ? describeFunction(fn) : describeDateLiteral(about.word);
  }
  const object = schema.object(about.object);
  if (typeof object === 'string') return undefined;
  const field = about.field === undefined ? undefined : object.field(about.field);
  return field ? describeField(field, object) : describeObject(object);
}

export function describeObject(object: ObjectSchema): string {
  const { fields, childRelationships, keyPrefix } = object;
  const facts = [
    object.custom ? 'custom object' : 'standard object',
    `${fields.length} fields`,
    `${childRelationships.length} child relationships`,
    ...(keyPrefix ? [`Ids start with \`${keyPrefix}\``] : []),
    ...(object.queryable ? [] : ['cannot be queried']),
    ...(object.deprecated ? ['deprecated'] : []),
  ];
  const recordTypes = object.recordTypes.filter(type => !type.master && type.active);
  const shown = recordTypes.slice(0, shownValues).map(t => `\`${t.developerName}\``);
  const more = recordTypes.length > shownValues ? [`and ${recordTypes.length - shownValues} more`] : [];
  return paragraphs(
    `**${object.name}** — ${escapeMarkdown(object.label)}`,
    facts.join(' · '),
    shown.length > 0 ? `Record types: ${[...shown, ...more].join(', ')}` : undefined,
  );
}

export function describeField(field: FieldSchema, owner: ObjectSchema): string {
  return paragraphs(
    `**${owner.name}.${field.name}** — ${escapeMarkdown(field.label)}`,
    `\`${typeText(field)}\` · ${flags(field).join(' · ')}`,
    field.helpText && `_${escapeMarkdown(field.helpText)}_`,
    field.formula && `Formula:\n\n${codeBlock(field.formula)}`,
    field.controller && `Depends on \`${field.controller}\``,
    field.relationshipName && `Relationship \`${field.relationshipName}\` to ${targets(field)}`,
    valuesText(field),
  );
}

export function describeFunction(fn: SoqlFunction): string {
  const clauses = fn.clauses.map(clause => clauseWords[clause]).join(', ');
  return paragraphs(`\`${signatureOf(fn)}\``, fn.summary, `Can be used in ${clauses}.`);
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

/** https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm */
export function describeDateLiteral(name: string): string | undefined {
  const counted = /^(LAST|NEXT)_N_(\w+)S$/.exec(name);
  const ago = /^N_(\w+)S_AGO$/.exec(name);
  const plain = /^(LAST|THIS|NEXT)_(\w+)$/.exec(name);
  const text =
    fixedDates[name] ??
    (counted &&
      `From the start of the ${counted[1] === 'LAST' ? 'n-th' : 'next'} ${unit(counted[2]!)} ${counted[1] === 'LAST' ? 'before this one' : 'after this one'}, n ${unit(counted[2]!)}s long.`) ??
    (ago && `The ${unit(ago[1]!)} that was n ${unit(ago[1]!)}s ago, from its start to its end.`) ??
    (plain && `The ${positions[plain[1]!]} ${unit(plain[2]!)}, from its start to its end.`);
  return text ? paragraphs(`\`${counted || ago ? `${name}:n` : name}\``, text) : undefined;
}

const fixedDates: Readonly<Record<string, string>> = {
  TODAY: 'The current day, from midnight to midnight.',
  YESTERDAY: 'The day before the current one.',
  TOMORROW: 'The day after the current one.',
  LAST_90_DAYS: 'From the start of the day 90 days ago to the end of the current day.',
  NEXT_90_DAYS: 'The 90 days that start with the day after the current one.',
  LAST_N_DAYS: 'From the start of the day n days ago to the end of the current day.',
  NEXT_N_DAYS: 'The n days that start with the day after the current one.',
};
const positions: Readonly<Record<string, string>> = { LAST: 'previous', THIS: 'current', NEXT: 'next' };

function unit(name: string): string {
  return name.toLowerCase().replace('_', ' ');
}

/** The type with its length, or with what it refers to. */
export function typeText({ type, length, referenceTo }: FieldSchema): string {
  if (type === 'reference') return `reference to ${referenceTo.join(', ')}`;
  return length > 0 && /^(string|textarea|picklist|multipicklist|email|phone|url|encryptedstring)$/.test(type)
    ? `${type}(${length})`
    : type;
}

function targets({ referenceTo }: FieldSchema): string {
  const shown = referenceTo.slice(0, shownValues).join(', ');
  return referenceTo.length > shownValues ? `${shown} and ${referenceTo.length - shownValues} more` : shown;
}

/** What is special about a field, in words. */
export function flags(field: FieldSchema): string[] {
  const words: [boolean, string][] = [
    [!field.nillable, 'required'],
    [field.unique, 'unique'],
    [field.externalId, 'external Id'],
    [field.calculated, 'calculated'],
    [!field.filterable, 'not filterable'],
    [!field.sortable, 'not sortable'],
    [!field.groupable, 'not groupable'],
    [!field.updateable, 'read only'],
    [field.deprecated === true, 'deprecated'],
  ];
  const shown = words.filter(([applies]) => applies).map(([, word]) => word);
  return shown.length > 0 ? shown : ['optional'];
}

function valuesText({ picklistValues, restrictedPicklist }: FieldSchema): string | undefined {
  const active = picklistValues.filter(v => v.active);
  if (active.length === 0) return undefined;
  const shown = active.slice(0, shownValues).map(v => {
    const label = v.label === v.value ? '' : ` (${escapeMarkdown(v.label)})`;
    return `\`${v.value}\`${label}`;
  });
  const more = active.length > shownValues ? [`and ${active.length - shownValues} more`] : [];
  return `${restrictedPicklist ? 'Only these values' : 'Values'}: ${[...shown, ...more].join(', ')}`;
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

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>]/g, '\\$&');
}
