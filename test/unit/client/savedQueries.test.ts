import assert from 'node:assert/strict';
import { type SavedQueryNode, savedQueryNodes } from '../../../client/src/views/savedQueries/nodes.ts';
import { fileNamed, insideWorkspace } from '../../../client/src/views/savedQueries/paths.ts';

const saved = ['open deals.soql', 'sales/won.soql', 'sales/emea/lost.soql', 'Accounts.soql', 'anywhere.SOSL'].map(
  file => ({
    uri: `file:///${file}`,
    path: file.split('/'),
    text: `SELECT Id FROM ${file.length > 14 ? 'A' : 'B__c'}`,
  }),
);

const outline = (nodes: readonly SavedQueryNode[]): string =>
  nodes.map(node => (node.kind === 'folder' ? `${node.name}(${outline(node.children)})` : node.name)).join(' ');

describe('the tree of saved queries', () => {
  const check = (filter: string, expected: string) =>
    it(`with the filter '${filter}' shows '${expected}'`, () =>
      assert.equal(outline(savedQueryNodes(saved, filter)), expected));
  check('', 'sales(emea(lost) won) Accounts anywhere open deals');
  check('sales', 'sales(emea(lost) won)');
  check('LOST emea', 'sales(emea(lost))');
  check('from b__c', 'sales(won) Accounts anywhere');
  check('nothing', '');

  it('tells folders and files apart that share a name', () => {
    const twice = ['a/x.soql', 'a.soql'].map(file => ({ uri: file, path: file.split('/'), text: '' }));
    const ids = savedQueryNodes(twice, '').map(({ id }) => id);
    assert.equal(new Set(ids).size, 2);
  });
});

describe('the folder of saved queries', () => {
  const check = (setting: string, expected: string) =>
    it(`'${setting}' is '${expected}'`, () => assert.equal(insideWorkspace(setting), expected));
  check('queries', 'queries');
  check('', '');
  check('/a//b/', 'a/b');
  check('..\\../a/./b', 'a/b');
});

describe('the file of a saved query', () => {
  const check = (name: string, expected: string | undefined) =>
    it(`'${name}' is ${expected}`, () => assert.equal(fileNamed(name, 'soql'), expected));
  check('Account', 'Account.soql');
  check(' sales/open deals ', 'sales/open deals.soql');
  check('a.SOQL', 'a.SOQL');
  check('a.sosl', 'a.sosl.soql');
  for (const unfit of ['', '/a', 'a/', 'a//b', '../a', 'a/..', '.', 'a:b', 'a\\b', 'a\nb', 'what?', 'a.', 'a /b'])
    check(unfit, undefined);
});
