import assert from 'node:assert/strict';
import { codeOfRequest } from '../../../server/src/runs/requestCode.ts';
import { runStatementAt, statementsIn } from '../../../server/src/runs/statement.ts';
import { parse } from '../../../server/src/soql/syntax/parser.ts';

/** The statement at the `|`, or of the whole text. */
function at(text: string) {
  const offset = Math.max(0, text.indexOf('|'));
  return runStatementAt(parse(text.replace('|', '')), offset);
}

function check(text: string, columns: string) {
  const statement = at(text);
  assert(statement);
  assert.equal(statement.columns.map(({ path, children }) => path + (children ? '+' : '')).join(' '), columns);
}

describe('the statement of a run', () => {
  it('is the one at the caret, without comments', () => {
    const text =
      "SELECT Id FROM Account;\n\nSELECT Id, -- | \n /* x */ Name\nFROM Contact WHERE Name = '// no comment';\n";
    const statement = at(text.replace('--', '//'));
    assert(statement);
    assert.equal(statement.soql, "SELECT Id, Name FROM Contact WHERE Name = '// no comment'");
  });

  it('is none in an empty file', () => assert.equal(at(' '), undefined));

  it('may be a search, whose rows tell their object', () => {
    const search =
      'FIND {x}\nRETURNING Account(Id, toLabel(Industry), FORMAT(CreatedDate) made), Contact(Id, Owner.Name)';
    check(search, 'attributes.type Id Industry made Owner.Name');
    const { api, object, soql } = at('FIND {x} /* all */ RETURNING Account')!;
    assert.deepEqual({ api, object, soql }, { api: 'search', object: 'Account', soql: 'FIND {x} RETURNING Account' });
    check('FIND {x}', 'attributes.type');
    assert.equal(at(search)?.object, undefined);
  });

  it('keeps its text as it is written, behind what chose its API', () => {
    const text = '// @tooling\nSELECT Id // why\nFROM Flow;\nFIND {x}';
    const texts = statementsIn(parse(text), 0, text.length).map(one => one.text);
    assert.deepEqual(texts, ['// @tooling\nSELECT Id // why\nFROM Flow', '// @tooling\nFIND {x}']);
  });

  it('promises its columns', () => {
    check('SELECT Id, Account.Owner.Name FROM Contact', 'Id Account.Owner.Name');
    check('SELECT c.Id, c.Account.Name, Contact.Name FROM Contact c', 'Id Account.Name Name');
    check('SELECT c.Id, a.Name, o.Name FROM Contact c, c.Account a, a.Owner o', 'Id Account.Name Account.Owner.Name');
    check('SELECT Id, (SELECT Id FROM Contacts), (SELECT Id FROM Account.Cases) FROM Account', 'Id Contacts+ Cases+');
    check(
      'SELECT Name, COUNT(Id), MAX(Amount) top, SUM(Amount) FROM Opportunity GROUP BY Name',
      'Name expr0 top expr1',
    );
    check('SELECT toLabel(Status), FORMAT(Amount) shown, FIELDS(ALL) FROM Case', 'Status shown');
    check('SELECT TYPEOF What WHEN Account THEN Phone END, Id FROM Event', 'Id');
  });

  it('tells what is behind a column that is named otherwise, and what it is for a chart', () => {
    const told = (text: string) =>
      at(text)?.columns.map(({ path, expression = '', role = '' }) => `${path} ${expression} ${role}`.trim());
    assert.deepEqual(
      told(
        'SELECT CALENDAR_YEAR(CloseDate), StageName, Owner.Name who, COUNT(Id), SUM(Amount) total FROM Opportunity ' +
          'GROUP BY CALENDAR_YEAR(CloseDate), StageName, Owner.Name',
      ),
      [
        'expr0 CALENDAR_YEAR(CloseDate) timeGroup',
        'StageName  group',
        'who Owner.Name group',
        'expr1 COUNT(Id) value',
        'total SUM(Amount) value',
      ],
    );
    assert.deepEqual(told('SELECT toLabel(Status), c.Id, MAX(Amount) FROM Case c'), [
      'Status toLabel(Status)',
      'Id',
      'expr0 MAX(Amount)',
    ]);
    assert.deepEqual(told('SELECT Name, COUNT(Id) n FROM Account GROUP BY ROLLUP(Name)'), ['Name', 'n COUNT(Id)']);
  });

  it('tells how each of its rows is read again', () => {
    const again = (text: string) => at(text)?.row;
    assert.deepEqual(again("SELECT Id, // x\n toLabel(a.Status) FROM Case a USING SCOPE mine WHERE Id = 'x' LIMIT 3"), {
      text: 'SELECT Id, toLabel(a.Status) FROM Case a',
      computed: ['status'],
    });
    assert.equal(again('SELECT FIELDS(ALL) FROM Case LIMIT 9')?.text, 'SELECT FIELDS(ALL) FROM Case');
    for (const text of ['SELECT Name FROM Case GROUP BY Name', 'SELECT MAX(Name) FROM Case', 'FIND {x}'])
      assert.equal(again(text), undefined, text);
  });

  it('knows when only a number comes back', () => {
    const counts = (text: string) => (at(text) as { countOnly: boolean }).countOnly;
    assert.equal(counts('SELECT count() FROM Account'), true);
    assert.equal(counts('SELECT COUNT(Id) FROM Account'), false);
    assert.equal(counts('SELECT COUNT(Id) n FROM Account'), false);
    check('SELECT COUNT() FROM Account', 'COUNT()');
  });
});

describe('the API of a statement', () => {
  const api = (text: string) => (at(text) as { api: string }).api;

  it('is named by a comment in front of it, or at the head of the file', () => {
    assert.equal(api('SELECT Id FROM Account'), 'query');
    assert.equal(api('// @tooling\nSELECT Id FROM ApexClass'), 'tooling');
    assert.equal(api('// @org x\n// @queryAll\nSELECT Id FROM Account;\nSELECT | Id FROM Contact'), 'queryAll');
    assert.equal(api('SELECT Id FROM Account;\n// @tooling\nSELECT | Id FROM ApexClass'), 'tooling');
    assert.equal(
      api('SELECT Id FROM Account;\n// @tooling\nSELECT Id FROM ApexClass;\nSELECT | Id FROM Case'),
      'query',
    );
  });

  it('is queryAll for ALL ROWS, which no API takes as text', () => {
    const asked = (text: string) => {
      const { api, soql } = at(text)!;
      return { api, soql };
    };
    const stripped = { api: 'queryAll', soql: 'SELECT Id FROM Account LIMIT 5' };
    assert.deepEqual(asked('SELECT Id FROM Account LIMIT 5 all /* of them */ rows'), stripped);
    assert.deepEqual(asked('// @queryAll\nSELECT Id FROM Account LIMIT 5\nALL ROWS;'), stripped);
    assert.equal(asked("SELECT Id FROM Account WHERE Name = 'ALL ROWS'").api, 'query');
    assert.equal(asked('// @tooling\nSELECT Id FROM Flow ALL ROWS').soql, 'SELECT Id FROM Flow ALL ROWS');
  });

  it('makes code that asks the same', () => {
    const statement = at("// @tooling\nSELECT Id FROM ApexClass WHERE Name = 'It\\'s'");
    assert(statement);
    const options = { instanceUrl: 'https://x.example', version: '67.0', statement };
    assert.match(codeOfRequest('curl', options), /v67\.0\/tooling\/query' .*--data-urlencode 'q=SELECT .*'\\''/s);
    assert.match(codeOfRequest('typescript', options), /tooling\/query\?q=\$\{encodeURIComponent\(soql\)\}/);
    assert.match(codeOfRequest('python', options), /"\/services\/data\/v67\.0\/tooling\/query\?q=" \+ urllib/);
  });
});
