import { bindsOf, bindWords } from '../semantics/binds.ts';
import { Lookups, type Missing } from '../semantics/lookups.ts';
import { type Meaning, meaningAt, meaningOf } from '../semantics/meaning.ts';
import { daysOf } from '../semantics/relativeDates.ts';
import { Scopes } from '../semantics/scope.ts';
import { tokenAt, tokenBefore } from '../syntax/ast.ts';
import { ancestor, isA, type SyntaxNode, type SyntaxTree, textOf } from '../syntax/tree.ts';
import { describeDateLiteral, describeField, describeFunction, describeObject } from './documentation.ts';
import type { InputAt, TextRange } from './model.ts';

export interface Hover extends TextRange {
  readonly markdown: string;
  /** True where the org's description of the object is still to come: there will be more to say. */
  readonly isPending?: boolean;
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
  const found = range && markdown ? { ...range, markdown } : pending(scopes, offset);
  return { hover: found, missing: lookups.missing() };
}

/** A name that only the description of an object explains which is not there yet. */
function pending(scopes: Scopes, offset: number): Hover | undefined {
  const { tree, lookups } = scopes;
  const name = nameAt(tree, offset);
  const object = name && objectOf(scopes, name);
  if (!name || !object || !lookups.objects() || lookups.object(object) !== 'missing') return undefined;
  const markdown = `The description of **${object}** has not arrived yet.`;
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

function describe(scopes: Scopes, meaning: Meaning, today: string | undefined): string | undefined {
  const { tree, lookups } = scopes;
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
    case 'bind':
      return `**:${meaning.name}** — ${wantedBy(scopes, meaning.node)}`;
    case 'fieldAlias':
      return undefined;
    default:
      return meaning satisfies never;
  }
}

/** What the query takes for a bind variable, as far as that is known. */
function wantedBy(scopes: Scopes, name: SyntaxNode): string {
  const query = ancestor(name, 'Query', 'SoslQuery');
  const bind = query && bindsOf(scopes, query).find(({ node }) => node === name.parent);
  const fits = bind?.family && bindWords[bind.family];
  return [bind?.list ? 'several values' : 'a value', ...(fits ? [fits] : [])].join(': ');
}

function daysText({ name, count }: Extract<Meaning, { kind: 'dateLiteral' }>, today: string): string | undefined {
  const days = daysOf(name, count, today);
  if (!days) return undefined;
  return days.from === days.to ? `As of today: ${days.from}` : `As of today: ${days.from} to ${days.to}`;
}
