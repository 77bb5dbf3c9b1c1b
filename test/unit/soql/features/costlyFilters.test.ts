import assert from 'node:assert/strict';
import { costlyFilters } from '../../../../server/src/soql/features/service.ts';
import { statements } from '../../../../server/src/soql/syntax/ast.ts';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';

describe('costly filters', () => {
  /** `marked`: the query with what is marked in square brackets. */
  const check = (marked: string, fields: readonly string[], object = 'Account') =>
    it(`${marked} by ${fields}`, () => {
      const tree = parse(marked.replace(/[[\]]/g, ''));
      const ranges = costlyFilters(tree, statements(tree.root)[0]!, [{ fields, object }]);
      let text = tree.text;
      for (const { start, end } of ranges.toReversed()) {
        text = `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`;
      }
      assert.equal(text, marked);
    });
  check("SELECT Id FROM Account WHERE [Industry = 'x'] AND Name = 'y'", ['industry']);
  check("SELECT Id FROM Account WHERE (NOT [Industry = 'x']) OR ([Name LIKE '%y'])", ['Industry', 'Name']);
  check("SELECT Id FROM Account a WHERE [a.Name = 'y'] AND a.Owner.Name = 'z'", ['Name']);
  check("SELECT Id FROM Account WHERE [Account.Name = 'y']", ['Name']);
  check('SELECT Id FROM Account WHERE [CALENDAR_YEAR(CreatedDate) = 2026]', ['CreatedDate']);
  check("SELECT Id FROM [Account] WHERE Id IN (SELECT AccountId FROM Contact WHERE Name = 'x')", ['Name'], 'Contact');
  check('SELECT Id FROM [Account]', []);
  check('SELECT Id FROM [Account] WHERE ', ['Name']);
});
