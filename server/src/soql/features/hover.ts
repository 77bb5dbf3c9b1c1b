import { Lookups, type Missing } from '../semantics/lookups.ts';
import { type Meaning, meaningAt } from '../semantics/meaning.ts';
import { daysOf } from '../semantics/relativeDates.ts';
import { Scopes } from '../semantics/scope.ts';
import { textOf } from '../syntax/tree.ts';
import { describeDateLiteral, describeField, describeFunction, describeObject } from './documentation.ts';
import type { InputAt, TextRange } from './model.ts';

export interface Hover extends TextRange {
  readonly markdown: string;
}

/** What is known about the name or value at the offset. With `today` (YYYY-MM-DD), a relative date tells its days. */
export function hover({ tree, schema, offset, today }: InputAt & { readonly today?: string }): {
  readonly hover: Hover | undefined;
  readonly missing: Missing;
} {
  const lookups = new Lookups(schema);
  const scopes = new Scopes(tree, lookups);
  const meaning = meaningAt(scopes, offset);
  const markdown = meaning && describe(scopes, meaning, today);
  const range = meaning && { start: meaning.node.start, end: meaning.node.end };
  return { hover: range && markdown ? { ...range, markdown } : undefined, missing: lookups.missing() };
}

function describe({ tree, lookups }: Scopes, meaning: Meaning, today: string | undefined): string | undefined {
  switch (meaning.kind) {
    case 'object':
      return meaning.object.schema && describeObject(meaning.object.schema);
    case 'field':
      return describeField(meaning.field, meaning.owner);
    case 'relationship': {
      const { field, object } = meaning;
      return `**${field.relationshipName}** → ${object.name === 'Name' ? field.referenceTo.join(', ') : object.name}`;
    }
    case 'childRelationship': {
      const { relationship, parent } = meaning;
      const { relationshipName, childObject, field } = relationship;
      lookups.known(childObject);
      return `**${parent.name}.${relationshipName}** — rows of ${childObject} by ${field}`;
    }
    case 'alias':
      return `**${textOf(tree, meaning.node)}** — alias of ${meaning.alias.name}`;
    case 'function':
      return describeFunction(meaning.fn);
    case 'dateLiteral':
      return [describeDateLiteral(meaning.name), today && daysText(meaning, today)].filter(Boolean).join('\n\n');
    case 'value':
      return `**${meaning.value.value}** — ${meaning.value.label}${meaning.value.active ? '' : ' (inactive)'}`;
    case 'fieldAlias':
    case 'bind':
      return undefined;
    default:
      return meaning satisfies never;
  }
}

function daysText({ name, count }: Extract<Meaning, { kind: 'dateLiteral' }>, today: string): string | undefined {
  const days = daysOf(name, count, today);
  if (!days) return undefined;
  return days.from === days.to ? `As of today: ${days.from}` : `As of today: ${days.from} to ${days.to}`;
}
