import { bindsOf, bindWords } from '../semantics/binds.ts';
import { Lookups, type Missing } from '../semantics/lookups.ts';
import { type Meaning, meaningAt, meaningOf } from '../semantics/meaning.ts';
import { daysOf } from '../semantics/relativeDates.ts';
import { Scopes } from '../semantics/scope.ts';
import { tokenAt, tokenBefore } from '../syntax/ast.ts';
import { ancestor, isA, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import { describeDateLiteral } from './dateLiterals.ts';
import { describeField, describeFunction, describeObject } from './documentation.ts';
import type { InputAt, TextRange } from './model.ts';
import { english, type Words } from './words.ts';

export interface Hover extends TextRange {
  readonly markdown: string;
  /** True where the org's description of the object is still to come: there will be more to say. */
  readonly isPending?: boolean;
}

/** What is known about the name or value at the offset. With `today` (YYYY-MM-DD), a relative date tells its days. */
export function hover(
  { tree, schema, offset, today }: InputAt & { readonly today?: string },
  t: Words = english,
): {
  readonly hover: Hover | undefined;
  readonly missing: Missing;
} {
  const lookups = new Lookups(schema);
  const scopes = new Scopes(tree, lookups);
  const meaning = meaningAt(scopes, offset);
  const markdown = meaning && describe(scopes, meaning, today, t);
  const range = meaning && { start: meaning.node.start, end: meaning.node.end };
  const found = range && markdown ? { ...range, markdown } : pending(scopes, offset, t);
  return { hover: found, missing: lookups.missing() };
}

/** A name that only the description of an object explains which is not there yet. */
function pending(scopes: Scopes, offset: number, t: Words): Hover | undefined {
  const { tree, lookups } = scopes;
  const name = nameAt(tree, offset);
  const object = name && objectOf(scopes, name);
  if (!name || !object || !lookups.objects() || lookups.object(object) !== 'missing') return undefined;
  const markdown = t('The description of {0} has not arrived yet.', `**${object}**`);
  return { start: name.start, end: name.end, markdown, isPending: true };
}

function nameAt({ root }: SyntaxTree, offset: number): SyntaxNode<'Name'> | undefined {
  const [name] = [tokenAt(root, offset)?.parent, tokenBefore(root, offset)?.parent].filter(node => isA(node, 'Name'));
  return name;
}

/** The object that a name stands for, or whose field it is. */
function objectOf(scopes: Scopes, name: SyntaxNode<'Name'>): string | undefined {
  const meaning = meaningOf(scopes, name);
  if (meaning) return meaning.kind === 'object' ? meaning.object.name : undefined;
  const scope = name.parent?.kind === 'FieldPath' ? scopes.around(name) : undefined;
  if (!scope || !isA(name.parent, 'FieldPath')) return undefined;
  const steps = scopes.steps(scope, scopes.names(name.parent));
  const before = steps.at(-1);
  return before && before.kind !== 'field' ? before.object.name : scope.object?.name;
}

function describe(scopes: Scopes, meaning: Meaning, today: string | undefined, t: Words): string | undefined {
  const { tree, lookups } = scopes;
  switch (meaning.kind) {
    case 'object':
      return meaning.object.schema && describeObject(meaning.object.schema, t);
    case 'field':
      return describeField(meaning.field, meaning.owner, t);
    case 'relationship': {
      const { field, object } = meaning;
      return `**${field.relationshipName}** → ${object.name === 'Name' ? field.referenceTo.join(', ') : object.name}`;
    }
    case 'childRelationship': {
      const { relationship, parent } = meaning;
      const { relationshipName, childObject, field } = relationship;
      lookups.known(childObject);
      return `**${parent.name}.${relationshipName}** — ${t('rows of {0} by {1}', childObject, field)}`;
    }
    case 'alias':
      return `**${textOf(tree, meaning.node)}** — ${t('alias of {0}', meaning.alias.name)}`;
    case 'function':
      return describeFunction(meaning.fn, t);
    case 'dateLiteral':
      return [describeDateLiteral(meaning.name, t), today && daysText(meaning, today, t)].filter(Boolean).join('\n\n');
    case 'value':
      return `**${meaning.value.value}** — ${meaning.value.label}${meaning.value.active ? '' : ` (${t('inactive')})`}`;
    case 'bind':
      return `**:${meaning.name}** — ${wantedBy(scopes, meaning.node, t)}`;
    case 'fieldAlias':
      return undefined;
    default:
      return meaning satisfies never;
  }
}

/** What the query takes for a bind variable, as far as that is known. */
function wantedBy(scopes: Scopes, name: SyntaxNode, t: Words): string {
  const query = ancestor(name, 'Query', 'SoslQuery');
  const bind = query && bindsOf(scopes, query).find(({ node }) => node === name.parent);
  const fits = bind?.family && bindWords[bind.family];
  return [bind?.list ? t('several values') : t('a value'), ...(fits ? [t(fits)] : [])].join(': ');
}

function daysText(
  { name, count }: Extract<Meaning, { kind: 'dateLiteral' }>,
  today: string,
  t: Words,
): string | undefined {
  const days = daysOf(name, count, today);
  if (!days) return undefined;
  const { from, to } = days;
  return from === to ? t('As of today: {0}', from) : t('As of today: {0} to {1}', from, to);
}
