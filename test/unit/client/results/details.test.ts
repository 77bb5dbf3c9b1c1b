import assert from 'node:assert/strict';
import { childColumns, childTexts, detailOf, valueAt } from '../../../../client/src/results/page/details.ts';
import { searchOf, unknownColumnOf } from '../../../../client/src/results/page/filterText.ts';

const attributes = { type: 'Contact', url: '/x' };
const records = [
  { attributes, Name: 'Ann', Owner: null, Cases: { totalSize: 2, done: true, records: [] } },
  { attributes, Name: '<b>Bob</b>', Owner: { attributes, Name: 'Boss' }, Cases: null },
];

describe('results: details of a value', () => {
  it('unfold JSON, and leave other text as it is', () => {
    assert.equal(detailOf('{"a":[1]}').text, '{\n  "a": [\n    1\n  ]\n}');
    for (const text of ['[not json', '<b>x</b>', '']) assert.equal(detailOf(text).text, text);
    assert.equal(detailOf(null).text, 'null');
    assert.equal(detailOf({ attributes, City: 'X' }).text, '{\n  "City": "X"\n}');
  });

  it('have child rows as records with parents as columns', () => {
    const detail = detailOf({ totalSize: 2, done: true, records });
    assert(detail.kind === 'children');
    const columns = childColumns(detail.records);
    assert.deepEqual(columns, ['Name', 'Cases', 'Owner.Name']);
    assert.deepEqual(
      detail.records.map(record => childTexts(record, columns)),
      [
        ['Ann', '(2)', ''],
        ['<b>Bob</b>', '', 'Boss'],
      ],
    );
  });

  it('are found by path, whatever the case', () => {
    assert.equal(valueAt(records[1]!, 'owner.NAME'), 'Boss');
    assert.equal(valueAt(records[0]!, 'Owner.Name'), null);
    assert.equal(valueAt(records[0]!, 'Nothing'), undefined);
  });
});

describe('results: the text of a filter', () => {
  const columns = ['Name', 'Account.Name'];
  const cases: [string, unknown][] = [
    ['acme', { text: 'acme' }],
    ['  ', undefined],
    ['account.name: acme', { text: 'acme', column: 'Account.Name' }],
    ['Name:', undefined],
    ['http://x', { text: 'http://x' }],
  ];
  for (const [text, search] of cases)
    it(`understands "${text}"`, () => assert.deepEqual(searchOf(text, columns), search));

  const unknown: [string, string | undefined][] = [
    ['Nme: acme', 'Nme'],
    ['Account.Nme:', 'Account.Nme'],
    ['name: acme', undefined],
    ['acme', undefined],
    ['https://acme.example', undefined],
    ['12:30', undefined],
    ['a text: with more', undefined],
  ];
  for (const [text, column] of unknown)
    it(`${column ? `misses a column in` : 'has no unknown column in'} "${text}"`, () =>
      assert.equal(unknownColumnOf(text, columns), column));
});
