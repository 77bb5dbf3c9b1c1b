import assert from 'node:assert/strict';
import { countColumn } from '../../../../server/src/runs/statement.ts';
import { cellOf, idOf, type Row } from '../../../../server/src/runs/store/cells.ts';
import { discoverColumns } from '../../../../server/src/runs/store/columns.ts';

/** `expected` as the query's text gives it: paths, with a + at the end for child results. */
function check(rows: Row[], expected: string[], columns: string[]) {
  const fromText = expected.map(path => ({ path: path.replace('+', ''), children: path.endsWith('+') }));
  const found = discoverColumns(rows, fromText).map(({ path, kind }) => `${path}: ${kind}`);
  assert.deepEqual(found, columns);
}

const attributes = { type: 'Account', url: '/services/data/v67.0/sobjects/Account/001000000000001AAA' };
const contacts = { totalSize: 2, done: true, records: [{}, {}] };

describe('columns of a result', () => {
  it('take their kinds from the values', () =>
    check(
      [
        { attributes, Name: null, Amount: null, IsWon: true, Contacts: contacts },
        { attributes, Name: 'a', Amount: 1, IsWon: false, Contacts: null },
      ],
      [],
      ['Name: text', 'Amount: number', 'IsWon: boolean', 'Contacts: children'],
    ));

  it('unfold parents, also those that are null at first', () =>
    check(
      [
        { attributes, Owner: null, Account: { attributes, Owner: { attributes, Name: 'x' } } },
        { attributes, Owner: { attributes, Name: 'y', Age: 3 }, Account: null },
      ],
      [],
      ['Account.Owner.Name: text', 'Owner.Name: text', 'Owner.Age: number'],
    ));

  it('know from the text what is behind a parent that is always null', () =>
    check(
      [{ attributes, Id: '1', Account: null, Owner: null }],
      ['id', 'account.owner.name', 'Account.Name', 'Owner.Email'],
      ['Id: text', 'Account.owner.name: text', 'Account.Name: text', 'Owner.Email: text'],
    ));

  it('stand in the order of the text', () =>
    check(
      [{ attributes, Owner: { Name: 'x', Email: 'y' }, Name: 'z', Extra: 1 }],
      ['owner.name', 'name', 'owner.email'],
      ['Owner.Name: text', 'Name: text', 'Extra: number', 'Owner.Email: text'],
    ));

  it('keep what the text says of them', () => {
    const expected = [{ path: 'N', children: false, expression: 'COUNT(Id)', role: 'value' } as const];
    assert.deepEqual(discoverColumns([{ attributes, n: 3 }], expected), [
      { path: 'n', kind: 'number', expression: 'COUNT(Id)', role: 'value' },
    ]);
  });

  it('are those of the text where there is no row', () =>
    check(
      [],
      ['Id', 'Owner.Name', 'Contacts+', 'expr0'],
      ['Id: text', 'Owner.Name: text', 'Contacts: children', 'expr0: text'],
    ));

  it('are a number where the query asks for one, before it has come', () =>
    assert.deepEqual(discoverColumns([], [countColumn]), [{ path: 'COUNT()', kind: 'number', role: 'value' }]));
});

describe('a cell', () => {
  const row = { attributes, Name: 'A', Owner: { attributes, Name: 'O' }, Account: null, Contacts: contacts };
  it('is found by its path without case; missing is not null', () => {
    assert.equal(cellOf(row, ['owner', 'NAME']), 'O');
    assert.equal(cellOf(row, ['Account', 'Name']), null);
    assert.equal(cellOf(row, ['Nothing']), undefined);
    assert.deepEqual(cellOf(row, ['Contacts']), { totalSize: 2 });
  });
  it('has a record behind it', () => {
    assert.equal(idOf(row), '001000000000001AAA');
    assert.equal(idOf({ attributes: { type: 'AggregateResult' }, expr0: 1 }), null);
  });
});
