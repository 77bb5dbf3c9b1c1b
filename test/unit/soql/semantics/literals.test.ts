import assert from 'node:assert/strict';
import fc from 'fast-check';
import { quote, stringValue } from '../../../../server/src/soql/semantics/literals.ts';
import { whereCondition } from '../../../../server/src/soql/syntax/ast.ts';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { childrenOf, type SyntaxNode } from '../../../../server/src/soql/syntax/tree.ts';

function literalIn(text: string): { tree: ReturnType<typeof parse>; literal: SyntaxNode } {
  const tree = parse(`SELECT Id FROM A WHERE x = ${text}`);
  const [query] = childrenOf(tree.root, 'Query');
  const [literal] = childrenOf(whereCondition(query), 'StringLiteral');
  assert.ok(literal);
  return { tree, literal };
}

describe('quoting', () => {
  it('writes what the parser reads back', () => {
    fc.assert(
      fc.property(fc.string(), value => {
        const { tree, literal } = literalIn(quote(value));
        return tree.problems.length === 0 && stringValue(tree, literal) === value;
      }),
    );
  });
});
