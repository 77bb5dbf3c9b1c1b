import assert from 'node:assert/strict';
import {
  aliasText,
  bindName,
  comparedWith,
  expressionOf,
  fromItem,
  fromItems,
  functionArguments,
  functionName,
  groupItems,
  havingCondition,
  innerQuery,
  keywordsOf,
  limitValue,
  listValues,
  minify,
  offsetValue,
  operands,
  operatorText,
  orderItems,
  pathNames,
  type Statement,
  selectItems,
  statementAt,
  statements,
  tokenAt,
  tokenBefore,
  whereCondition,
} from '../../../../server/src/soql/syntax/ast.ts';
import {
  currencyAmount,
  likePattern,
  literalValue,
  relativeDate,
} from '../../../../server/src/soql/syntax/literals.ts';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { child, type SyntaxNode, textOf } from '../../../../server/src/soql/syntax/tree.ts';

const treeOf = (text: string) => {
  const tree = parse(text);
  return { tree, query: statements(tree.root)[0] as Statement };
};

describe('accessors', () => {
  it('read the parts of a query', () => {
    const { tree, query } = treeOf(
      'SELECT Account.Name n, (SELECT Id FROM Contacts), COUNT(Id) FROM Contact c, c.Account a ' +
        'GROUP BY Name HAVING COUNT(Id) > 1 ORDER BY Name DESC NULLS LAST LIMIT 5 OFFSET :o',
    );
    const [field, subquery, count] = selectItems(query);
    assert.deepEqual(pathNames(tree, expressionOf(field)), ['Account', 'Name']);
    assert.equal(aliasText(tree, field), 'n');
    assert.deepEqual(pathNames(tree, child(fromItem(innerQuery(subquery)), 'FieldPath')), ['Contacts']);
    assert.equal(functionName(tree, expressionOf(count)), 'COUNT');
    assert.deepEqual(
      functionArguments(expressionOf(count)).map(node => node.kind),
      ['FieldPath'],
    );
    assert.deepEqual(
      fromItems(query).map(item => aliasText(tree, item)),
      ['c', 'a'],
    );
    assert.equal(groupItems(query).length, 1);
    assert.equal(havingCondition(query)?.kind, 'Comparison');
    assert.deepEqual(keywordsOf(tree, orderItems(query)[0]), ['DESC', 'NULLS', 'LAST']);
    assert.equal(literalValue(tree, limitValue(query) as SyntaxNode), 5);
    assert.equal(bindName(tree, offsetValue(query)), 'o');
  });

  it('read conditions', () => {
    const { tree, query } = treeOf("SELECT Id FROM A WHERE a <> 'x' AND b not\n in (1, :y) AND c < = 2");
    const comparisons = operands(whereCondition(query));
    const operators = comparisons.map(one => operatorText(tree, child(one, 'Operator')));
    assert.deepEqual(operators, ['!=', 'NOT IN', '<=']);
    const list = comparedWith(comparisons[1]);
    assert.deepEqual(
      listValues(list).map(value => textOf(tree, value)),
      ['1', ':y'],
    );
  });

  it('find statements and tokens by offset', () => {
    const text = '// first\nSELECT Id FROM A; SELECT Id FROM B;\n';
    const { tree } = treeOf(text);
    const at = (offset: number) => {
      const statement = statementAt(tree.root, offset);
      return statement && textOf(tree, statement);
    };
    assert.equal(at(0), 'SELECT Id FROM A');
    assert.equal(at(text.indexOf(';') + 1), 'SELECT Id FROM A');
    assert.equal(at(text.indexOf(';') + 2), 'SELECT Id FROM B');
    assert.equal(at(text.length), undefined);
    assert.equal(tokenAt(tree.root, text.indexOf('Id') + 1)?.kind, 'Word');
    assert.equal(tokenBefore(tree.root, text.indexOf(' FROM'))?.kind, 'Word');
    assert.equal(tokenBefore(tree.root, 0), undefined);
  });

  it('say nothing about what is missing', () => {
    const { query } = treeOf('SELECT FROM WHERE');
    assert.deepEqual([selectItems(query), fromItems(query), whereCondition(query)], [[], [], undefined]);
    assert.equal(comparedWith(undefined), undefined);
  });

  it('minify without touching strings', () => {
    const { tree, query } = treeOf("SELECT Id, -- all\n\tName // x\nFROM  A /* y */ WHERE a='two\n  // lines'");
    assert.equal(minify(tree, query), "SELECT Id, Name FROM A WHERE a='two\n  // lines'");
  });
});

describe('literals', () => {
  const literal = (text: string) => {
    const { tree, query } = treeOf(`SELECT Id FROM A WHERE a = ${text}`);
    return { tree, node: comparedWith(whereCondition(query)) as SyntaxNode };
  };
  const check = (text: string, value: unknown) =>
    it(text, () => {
      const { tree, node } = literal(text);
      assert.deepEqual(literalValue(tree, node), value);
    });
  check("'it\\'s \\\\ \\u00E9 \\n\\T\\\"'", 'it\'s \\ é \n\t"');
  check("'a\\_b'", 'a_b');
  check("'open", 'open');
  check('-2.50', -2.5);
  check('.5', 0.5);
  check('True', true);
  check('null', null);
  check('2026-01-31', '2026-01-31');
  check('last_n_days : 5', 'LAST_N_DAYS:5');

  it('keep their parts', () => {
    const date = literal('n_weeks_ago:3');
    assert.deepEqual(relativeDate(date.tree, date.node as SyntaxNode<'RelativeDate'>), {
      name: 'N_WEEKS_AGO',
      count: 3,
    });
    const amount = literal('eur10.50');
    assert.deepEqual(currencyAmount(amount.tree, amount.node as SyntaxNode<'CurrencyLiteral'>), {
      isoCode: 'EUR',
      amount: 10.5,
    });
    const pattern = literal("'50\\%\\_\\'\\\\%'");
    assert.equal(likePattern(pattern.tree, pattern.node as SyntaxNode<'StringLiteral'>), "50\\%\\_'\\\\%");
  });
});
