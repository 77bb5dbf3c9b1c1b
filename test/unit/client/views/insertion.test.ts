import assert from 'node:assert/strict';
import { insertion } from '../../../../client/src/views/objects/insertion.ts';

/** `|` is the caret. */
function check(line: string, expected: string) {
  it(`${line} becomes ${expected}`, () => {
    const [before = '', after = ''] = line.split('|');
    assert.equal(before + insertion('Name', before, after) + after, expected);
  });
}

describe('names that are inserted at a caret', () => {
  check('SELECT | FROM Account', 'SELECT Name FROM Account');
  check('SELECT |Id FROM Account', 'SELECT Name, Id FROM Account');
  check('SELECT Id| FROM Account', 'SELECT Id, Name FROM Account');
  check('SELECT Id, | FROM Account', 'SELECT Id, Name FROM Account');
  check('SELECT |FROM Account', 'SELECT Name FROM Account');
  check('SELECT Owner.|, Id FROM Account', 'SELECT Owner.Name, Id FROM Account');
  check('SELECT COUNT(Id)| FROM Account', 'SELECT COUNT(Id), Name FROM Account');
  check('SELECT|', 'SELECT Name');
  check('SELECT Id FROM Account ORDER BY|', 'SELECT Id FROM Account ORDER BY Name');
  check('SELECT Standby| FROM Account', 'SELECT Standby, Name FROM Account');
  check('|', 'Name');
});
