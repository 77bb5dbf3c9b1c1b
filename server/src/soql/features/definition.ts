import { Lookups, type Missing } from '../semantics/lookups.ts';
import { type Meaning, meaningAt } from '../semantics/meaning.ts';
import { Scopes } from '../semantics/scope.ts';
import type { InputAt, TextRange } from './model.ts';

/** Where a name is defined: in the text itself, or in the description of an object of the org. */
export type Definition = { readonly origin: TextRange } & (
  | { readonly kind: 'text'; readonly target: TextRange }
  | { readonly kind: 'org'; readonly object: string; readonly field?: string }
);

/** Aliases lead to their declaration, everything else to the object that it belongs to. */
export function definition({ tree, schema, offset }: InputAt): {
  readonly definition: Definition | undefined;
  readonly missing: Missing;
} {
  const lookups = new Lookups(schema);
  const meaning = meaningAt(new Scopes(tree, lookups), offset);
  return { definition: meaning && definitionOf(meaning), missing: lookups.missing() };
}

function definitionOf(meaning: Meaning): Definition | undefined {
  const origin = { start: meaning.node.start, end: meaning.node.end };
  switch (meaning.kind) {
    case 'object':
      return { kind: 'org', origin, object: meaning.object.name };
    case 'field':
      return { kind: 'org', origin, object: meaning.owner.name, field: meaning.field.name };
    case 'relationship':
      return { kind: 'org', origin, object: meaning.object.name };
    case 'childRelationship':
      return { kind: 'org', origin, object: meaning.relationship.childObject, field: meaning.relationship.field };
    case 'alias': {
      const { start, end } = meaning.alias.declaration;
      return { kind: 'text', origin, target: { start, end } };
    }
    case 'value':
    case 'fieldAlias':
    case 'function':
    case 'dateLiteral':
    case 'bind':
      return undefined;
    default:
      return meaning satisfies never;
  }
}
