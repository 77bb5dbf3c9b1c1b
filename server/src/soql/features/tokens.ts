import { Lookups } from '../semantics/lookups.ts';
import { type Meaning, meaningOf } from '../semantics/meaning.ts';
import { Scopes } from '../semantics/scope.ts';
import { isA, type SyntaxNode } from '../syntax/tree.ts';
import type { Input, TextRange } from './model.ts';

export type TokenType = 'class' | 'property' | 'namespace' | 'function' | 'variable' | 'parameter' | 'enumMember';

export interface SemanticToken extends TextRange {
  readonly type: TokenType;
  readonly isDeclaration: boolean;
}

/** The names of the file by what they mean; keywords and literals are left to the grammar that colors them. */
export function tokens({ tree, schema }: Input): SemanticToken[] {
  const scopes = new Scopes(tree, new Lookups(schema));
  const found: SemanticToken[] = [];
  const visit = (node: SyntaxNode): void => {
    for (const element of node.children) {
      if (element.token) continue;
      if (!isA(element, 'Name')) {
        visit(element);
        continue;
      }
      const meaning = meaningOf(scopes, element);
      if (!meaning) continue;
      const { start, end } = element;
      found.push({ start, end, type: types[meaning.kind], isDeclaration: element.parent?.kind === 'Alias' });
    }
  };
  visit(tree.root);
  return found;
}

const types: Readonly<Record<Meaning['kind'], TokenType>> = {
  object: 'class',
  field: 'property',
  relationship: 'namespace',
  childRelationship: 'namespace',
  alias: 'variable',
  fieldAlias: 'variable',
  function: 'function',
  dateLiteral: 'enumMember',
  value: 'enumMember',
  bind: 'parameter',
};
