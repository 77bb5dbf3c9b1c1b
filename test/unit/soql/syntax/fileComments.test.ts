import assert from 'node:assert/strict';
import { statements } from '../../../../server/src/soql/syntax/ast.ts';
import { apiOf, isForBulk, isForTooling, orgComment } from '../../../../server/src/soql/syntax/fileComments.ts';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';

describe('the comment that names the org of a file', () => {
  const check = (text: string, expected: string | undefined) => {
    it(JSON.stringify(text), () => assert.equal(orgComment(parse(text))?.name, expected));
  };
  check('// @org uat\nSELECT Id FROM Account', 'uat');
  check('\n/* Nightly */ //@org  Acme Ltd \r\nSELECT Id FROM Account', 'Acme Ltd');
  check('// @org first\n// @org second\n', 'first');
  check('SELECT Id FROM Account // @org late', undefined);
  check('// @org\nSELECT Id FROM Account', undefined);
  check('// see @org uat\nSELECT Id FROM Account', undefined);
  check('', undefined);

  it('has a place without its line end', () => {
    const text = '\n// @org uat  \r\nSELECT Id FROM Account';
    const { start, end } = orgComment(parse(text))!;
    assert.match(text.slice(start, end), /^\/\/ @org uat {2}\r?$/);
  });
});

describe('the comment that names the API', () => {
  const check = (text: string, expected: boolean) =>
    it(text.replaceAll('\n', '⏎'), () => assert.equal(isForBulk(parse(text)), expected));
  check('// @api bulk\nSELECT Id FROM Account', true);
  check('// @org x\n//@API Bulk \nSELECT Id FROM Account', true);
  check('// @api rest\nSELECT Id FROM Account', false);
  check('SELECT Id FROM Account\n// @api bulk', false);
});

describe('the comment in front of a statement', () => {
  /** `|` is the place that is asked about. */
  const check = (marked: string, expected: boolean) =>
    it(marked.replaceAll('\n', '⏎'), () => {
      const tree = parse(marked.replace('|', ''));
      assert.equal(isForTooling(tree, marked.indexOf('|')), expected);
    });
  check('// @tooling\nSELECT | FROM ApexClass', true);
  check('// @tooling\n|', true);
  check('// @tooling\nSELECT Id FROM ApexClass;\nSELECT | FROM ApexLog', true);
  check('SELECT Id FROM Account;\n// @tooling\nSELECT | FROM ApexClass', true);
  check('SELECT Id FROM Account;\n// @tooling\nSEL|', true);
  check('SELECT | FROM Account;\n// @tooling\nSELECT Id FROM ApexClass', false);
  check('SELECT Id FROM Account;\n// @tooling\nSELECT Id FROM ApexClass;\nSELECT | FROM Case', false);
  check('// @queryAll\nSELECT | FROM Account', false);

  it('may choose queryAll for one statement and leave the others alone', () => {
    const tree = parse('SELECT Id FROM Account;\n// @queryAll\nSELECT Id FROM Account;\nSELECT Id FROM Case');
    assert.deepEqual(
      statements(tree.root).map(one => apiOf(tree, one)),
      ['query', 'queryAll', 'query'],
    );
  });
});
