import assert from 'node:assert/strict';
import { isForBulk, orgComment } from '../../../../server/src/soql/syntax/fileComments.ts';
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
