import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { isTrivia, type SyntaxNode, textOf } from '../../../../server/src/soql/syntax/tree.ts';
import { corpora } from './corpora.ts';

// SYNTAX_EDITS=200000 tries that many random edits; a usual run tries a few hundred.
const edits = Number(process.env.SYNTAX_EDITS ?? 300);
const texts = ['soql-valid', 'sosl-valid', 'soql-invalid'].flatMap(corpora).map(row => row.text);

describe('a tree, whatever the text', () => {
  it('holds every prefix of every query', () => {
    const step = process.env.SYNTAX_EDITS ? 1 : 41;
    for (const text of texts) {
      for (let end = 0; end <= text.length; end += step) check(text.slice(0, end));
    }
  }).timeout(600_000);

  it('holds random edits of real queries', () => {
    const piece = fc.constantFrom(...'( ) , . : ; \' " { } [ ] \\ // /* */ -- \n 5 é \ud83d ‘ * && || = !='.split(' '));
    const word = fc.constantFrom('SELECT ', ' FROM ', ' WHERE ', ' AND ', ' OR ', ' NOT ', ' IN ', ' TYPEOF ', ' END ');
    const edit = fc.record({ at: fc.nat(), remove: fc.nat(12), insert: fc.oneof(fc.constant(''), piece, word) });
    const edited = fc.tuple(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(edited, ([text, changes]) => {
        check(
          changes.reduce((before, { at, remove, insert }) => {
            const start = at % (before.length + 1);
            return before.slice(0, start) + insert + before.slice(start + remove);
          }, text),
        );
      }),
      { numRuns: edits },
    );
  }).timeout(600_000);

  it('holds text that is nothing like a query', () => {
    const character = fc.integer({ min: 0, max: 0xffff }).map(code => String.fromCharCode(code));
    fc.assert(fc.property(fc.string({ unit: fc.oneof(character, fc.string({ size: 'small' })) }), check), {
      numRuns: edits,
    });
  }).timeout(600_000);

  for (const piece of ['(', 'SELECT (', 'SELECT ', 'a(', 'NOT (', 'NOT ', "'", '{', ',', ':(', 'a AND ']) {
    it(`holds ten thousand times ${piece}`, () => {
      check(piece.repeat(10_000));
      check(`SELECT Id FROM Account WHERE ${piece.repeat(10_000)}`);
    }).timeout(60_000);
  }
});

/** The tree's ranges nest and tile, its tokens are the text, trivia never stands at a node's edge, and no rule got stuck. */
function check(text: string): void {
  const tree = parse(text, { dialect: 'apex' });
  let tokens = '';
  const visit = (node: SyntaxNode): void => {
    let at = node.start;
    for (const child of node.children) {
      if (child.start !== at || child.parent !== node) assert.fail(`${child.kind} is out of place in ${text}`);
      if (child.token) tokens += textOf(tree, child);
      else visit(child);
      at = child.end;
    }
    if (at !== node.end) assert.fail(`${node.kind} ends too early in ${text}`);
    if (node.kind === 'File') return;
    for (const edge of [node.children.at(0), node.children.at(-1)]) {
      if (!edge || (edge.token && isTrivia(edge.kind))) assert.fail(`trivia at the edge of ${node.kind} in ${text}`);
    }
  };
  visit(tree.root);
  assert.equal(tokens, text);
  for (const { code, start, end } of tree.problems) {
    assert.notEqual(code, 'parser-stuck');
    assert.ok(0 <= start && start <= end && end <= text.length);
  }
}
