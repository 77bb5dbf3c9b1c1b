import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type BindFamily, bindLiteral, bindsOf, withLiterals } from '../../../../server/src/soql/semantics/binds.ts';
import { Lookups } from '../../../../server/src/soql/semantics/lookups.ts';
import { Scopes } from '../../../../server/src/soql/semantics/scope.ts';
import { isLiteral, listValues, statements } from '../../../../server/src/soql/syntax/ast.ts';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { isA, isTrivia, type SyntaxElement, textOf } from '../../../../server/src/soql/syntax/tree.ts';
import { sampleOrg } from '../../../harness/sampleOrg.ts';
import { viewOf } from '../../../harness/soql.ts';

function filled(soql: string, values: Record<string, string>): string {
  const tree = parse(soql);
  const [statement] = statements(tree.root);
  const binds = bindsOf(new Scopes(tree, new Lookups(viewOf(sampleOrg))), statement!);
  const text = withLiterals(tree, statement!, binds, values);
  return typeof text === 'string' ? text : `:${text.name}`;
}

/** Every node and token but the values: binds and literals are the same here, and a list where a bind stood for it. */
function shape(soql: string, wholeList: boolean): string {
  const tree = parse(soql);
  const describe = (element: SyntaxElement): string => {
    if (element.token && element.kind === 'SearchTerm') return '<value>';
    if (element.token) return isTrivia(element.kind) ? '' : textOf(tree, element);
    const isList = wholeList && isA(element, 'ValueList') && listValues(element).every(isLiteral);
    if (isList || isLiteral(element) || element.kind === 'Bind') return '<value>';
    return `${element.kind}(${element.children.map(describe).join(' ')})`;
  };
  return `${describe(tree.root)} ${tree.problems.map(({ code }) => code)}`;
}

describe('bind variables', () => {
  const literals: [BindFamily | undefined, string, string | undefined][] = [
    ['term', 'acme*', '{acme*}'],
    ['term', 'a} \\} {b\\', '{a\\} \\} \\{b\\\\}'],
    ['term', ' ', undefined],
    ['text', "O'Brien", "'O\\'Brien'"],
    ['text', '5', "'5'"],
    ['text', '', "''"],
    ['text', "'null'", "'null'"],
    ['text', 'null', 'null'],
    ['text', "x' OR Name != '", "'x\\' OR Name != \\''"],
    ['id', '001000000000001AAA', "'001000000000001AAA'"],
    ['number', ' -1.5 ', '-1.5'],
    ['number', 'many', undefined],
    ['number', '1 OR Id != null', undefined],
    ['boolean', 'true', 'true'],
    ['boolean', 'yes', undefined],
    ['date', '2026-01-31', '2026-01-31'],
    ['date', 'LAST_N_DAYS:5', 'LAST_N_DAYS:5'],
    ['datetime', '2026-01-31', undefined],
    ['datetime', '2026-01-31T10:00:00Z', '2026-01-31T10:00:00Z'],
    [undefined, '7', '7'],
    [undefined, 'seven', "'seven'"],
  ];
  for (const [family, written, expected] of literals) {
    it(`makes ${JSON.stringify(written)} ${expected ?? 'nothing'} for ${family ?? 'an unknown type'}`, () =>
      assert.equal(bindLiteral(written, { family, list: false }), expected));
  }

  it('makes lists', () => {
    assert.equal(bindLiteral("Acme, 'a, b'\nO'Brien", { family: 'text', list: true }), "('Acme', 'a, b', 'O\\'Brien')");
    assert.equal(bindLiteral('1, 2', { family: 'number', list: true }), '(1, 2)');
    assert.equal(bindLiteral(' , ', { family: 'text', list: true }), undefined);
  });

  it('go by the type of the field, each for itself', () => {
    assert.equal(
      filled('SELECT Id FROM Account WHERE Name = :x AND NumberOfEmployees > :x AND Id IN (:y, null) LIMIT :x', {
        x: '5',
        y: '001000000000001AAA',
      }),
      "SELECT Id FROM Account WHERE Name = '5' AND NumberOfEmployees > 5 AND Id IN ('001000000000001AAA', null) LIMIT 5",
    );
  });

  it('name the bind that has no value, or a wrong one', () => {
    assert.equal(filled('SELECT Id FROM Account WHERE Name = :a', {}), ':a');
    assert.equal(filled('SELECT Id FROM Account WHERE Name = :a LIMIT :b', { a: 'x', b: 'y' }), ':b');
  });

  const pieces = fc.constantFrom(
    "'",
    '\\',
    ')',
    '(',
    ',',
    '\n',
    ' OR ',
    '--',
    '//',
    '/*',
    ';',
    ':',
    '{',
    '}',
    'null',
    '5',
    'a',
  );
  const fitting = fc.constantFrom('5', '2026-01-31T10:00:00Z', 'TODAY');
  const anyValue = fc.oneof(fitting, fc.string(), fc.string({ unit: 'binary' }), fc.string({ unit: pieces }));
  for (const soql of [
    'SELECT Id FROM Account WHERE Name = :x ORDER BY Id',
    'SELECT Id FROM Account WHERE (Name IN :x OR Nothing__c = :x) AND Id != null',
    'SELECT Id FROM Account WHERE NumberOfEmployees IN (1, :x) LIMIT 5',
    'SELECT Id FROM Contact WHERE AccountId IN (SELECT Id FROM Account WHERE CreatedDate > :x)',
    'SELECT Id FROM Account LIMIT :x',
    'FIND :x IN ALL FIELDS RETURNING Account(Id, Name WHERE Name = :x), Contact',
  ]) {
    it(`never change the shape of the tree, whatever the value: ${soql}`, () => {
      let fitted = 0;
      fc.assert(
        fc.property(anyValue, x => {
          const text = filled(soql, { x });
          if (text.startsWith(':')) return;
          fitted++;
          assert.equal(shape(text, soql.includes('IN :x')), shape(soql, false));
        }),
      );
      assert.ok(fitted > 0);
    });
  }
});
