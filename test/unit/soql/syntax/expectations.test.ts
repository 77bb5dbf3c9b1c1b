import assert from 'node:assert/strict';
import { expectedAt } from '../../../../server/src/soql/syntax/expectations.ts';

/** What is expected at the | of a text, in one line: keywords in capitals, then kinds of names. */
function check(marked: string, expected: string): void {
  it(marked, () => {
    const offset = marked.indexOf('|');
    const { keywords, names, inside } = expectedAt(marked.replace('|', ''), offset);
    const parts = [...keywords, ...names.map(name => `<${name}>`), ...(inside ? [`in ${inside}`] : [])];
    assert.equal(parts.join(' · '), expected);
  });
}

const TAIL = 'LIMIT · OFFSET · FOR VIEW · FOR REFERENCE · UPDATE TRACKING · UPDATE VIEWSTAT · SET OPTIONS';
const OPERATORS = '= · != · < · <= · > · >= · LIKE · IN · INCLUDES · EXCLUDES · NOT IN';

describe('what could stand at an offset', () => {
  check('|', 'SELECT · FIND');
  check('SEL|', 'SELECT · FIND');
  check('SELECT Id FROM Account; |', 'SELECT · FIND');
  check('SELECT |', '(SELECT · TYPEOF · <function> · <field>');
  check('SELECT Id FROM Account\n\nSELECT |', '(SELECT · TYPEOF · <function> · <field>');
  check('SELECT Id FROM Account\n\nSELECT | FROM Contact', '(SELECT · TYPEOF · <function> · <field>');
  check('SELECT Na| FROM Account', '(SELECT · TYPEOF · <function> · <field>');
  check('SELECT Id, | FROM Account', '(SELECT · TYPEOF · <function> · <field>');
  check('SELECT Id |', ', · FROM · <alias>');
  check('SELECT Account.| FROM Contact', '<field>');
  check('SELECT (|', 'SELECT');
  check('SELECT (SELECT Id FROM | FROM Account', '<child-relationship>');
  check(
    'SELECT Id, (SELECT Id FROM Contacts |) FROM Account',
    `, · USING SCOPE · USING LOOKUP · WHERE · WITH · GROUP BY · ORDER BY · ${TAIL} · ) · <alias>`,
  );
  check('SELECT TYPEOF |', '<relationship>');
  check('SELECT TYPEOF What |', 'WHEN');
  check('SELECT TYPEOF What WHEN |', '<object>');
  check('SELECT TYPEOF What WHEN Account |', 'THEN');
  check('SELECT TYPEOF What WHEN Account THEN |', 'WHEN · ELSE · END · <field> · <function>');
  check('SELECT TYPEOF What WHEN Account THEN Id |', ', · WHEN · ELSE · END');
  check('SELECT Id FROM |', '<object>');
  check(
    'SELECT Id FROM Account |',
    `, · USING SCOPE · USING LOOKUP · WHERE · WITH · GROUP BY · ORDER BY · ${TAIL} · <alias>`,
  );
  check('SELECT Id FROM Account USING |', 'SCOPE · LOOKUP');
  check('SELECT Id FROM Account USING SCOPE |', '<scope>');
  check('SELECT Id FROM Account WHERE |', '( · NOT · <function> · <field>');
  check('SELECT Id FROM Account WHERE Name |', OPERATORS);
  check('SELECT Id FROM Account WHERE YEAR(Name) |', OPERATORS);
  check('SELECT Id FROM Account WHERE Name NOT |', 'IN');
  check('SELECT Id FROM Account WHERE Name = |', 'TRUE · FALSE · NULL · <value>');
  check("SELECT Id FROM Account WHERE Name = 'ab|c'", 'TRUE · FALSE · NULL · <value> · in string');
  check('SELECT Id FROM Account WHERE Name IN |', '(');
  check('SELECT Id FROM Account WHERE Name IN (|', 'SELECT · TRUE · FALSE · NULL · <value>');
  check('SELECT Id FROM Account WHERE (Name = 1 |', 'AND · OR · )');
  check('SELECT Id FROM Account WHERE Name = 1 AND Id = 2 |', `AND · WITH · GROUP BY · ORDER BY · ${TAIL}`);
  check(
    'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact |)',
    ', · USING SCOPE · USING LOOKUP · WHERE · WITH · ) · <alias>',
  );
  check('SELECT Id FROM Account WITH |', 'DATA CATEGORY · <option>');
  check('SELECT Id FROM Account WITH DATA |', 'CATEGORY');
  check('SELECT Id FROM Account WITH DATA CATEGORY Geo |', 'AT · ABOVE · BELOW · ABOVE_OR_BELOW');
  check('SELECT Id FROM Account GROUP |', 'BY');
  check('SELECT Id FROM Account GROUP BY |', 'ROLLUP · CUBE · <function> · <field>');
  check('SELECT Id FROM Account GROUP BY Name |', `, · HAVING · ORDER BY · ${TAIL}`);
  check('SELECT Id FROM Account ORDER BY Name |', `ASC · DESC · NULLS FIRST · NULLS LAST · , · ${TAIL}`);
  check('SELECT Id FROM Account ORDER BY Name NULLS |', 'FIRST · LAST');
  check('SELECT Id FROM Account FOR |', 'VIEW · REFERENCE');
  check('SELECT Id // comm|ent', 'in comment');
  check('FIND {x} |', 'IN · USING · RETURNING · WITH · LIMIT · UPDATE');
  check('FIND {x} IN |', 'ALL FIELDS · NAME FIELDS · EMAIL FIELDS · PHONE FIELDS · SIDEBAR FIELDS');
  check('FIND {x} RETURNING |', '<object>');
  check('FIND {x} RETURNING Account(Id |)', ', · WHERE · USING ListView · ORDER BY · LIMIT · OFFSET · )');

  it('replaces the whole word at the offset', () => {
    const { start, end } = expectedAt('SELECT Name FROM Account', 9);
    assert.deepEqual([start, end], [7, 11]);
  });
});
