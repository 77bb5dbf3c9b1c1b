import assert from 'node:assert/strict';
import { editColumnsOf } from '../../../server/src/lsp/handlers/editColumns.ts';
import { runStatementAt } from '../../../server/src/runs/statement.ts';
import { parse } from '../../../server/src/soql/syntax/parser.ts';
import { orgOf } from '../../harness/orgText.ts';

const org = orgOf(`
Account
  Name string
Case
  AccountId -> Account as Account
  Status picklist = New | Old
  Number string -updateable
  Total double calculated -updateable
  CreatedDate datetime -updateable
  Place address -updateable
  Picture base64
  Country__c picklist = Italy | -Austria | Norway
  City__c picklist by Country__c = Rome [Italy] | -Wien [Austria] | Oslo [Norway]
Task
  WhatId -> Case, Account as What, children Tasks
`);

/** `expected`: the reasons why columns cannot be edited, or the types of those that can. */
function check(soql: string, columns: string, expected: string, object: string | null = 'Case') {
  const statement = runStatementAt(parse(soql), soql.length - 1);
  assert(statement);
  const found = object === null ? undefined : org.object(object);
  assert(typeof found !== 'string');
  const paths = columns.split(' ');
  const answer = editColumnsOf(statement, found, paths);
  const told = paths.map(path => {
    const column = answer[path]!;
    return 'why' in column ? column.why : `+${column.field.type}`;
  });
  assert.deepEqual(told.join(' '), expected);
}

describe('columns of a result that can be edited', () => {
  it('are the fields of the object that the user may change', () =>
    check(
      'SELECT Id, status, Number, Total, CreatedDate, Place, Picture, AccountId, Account.Name, (SELECT Id FROM Tasks) FROM Case',
      'Id status Number Total CreatedDate Place Place.city Picture AccountId Account.Name Tasks Nothing',
      'system +picklist noAccess formula system compound compound type +reference parent children unknown',
    ));

  it('do not show what a function made', () =>
    check('SELECT toLabel(Status), FORMAT(AccountId) FROM Case', 'Status', 'computed'));

  it('are none where a row is no record of one object', () => {
    check('SELECT Status, COUNT(Id) FROM Case GROUP BY Status', 'Status expr0', 'aggregate aggregate');
    check('// @tooling\nSELECT Status FROM Case', 'Status', 'tooling');
    check('FIND {x} RETURNING Case(Status)', 'Status', 'search');
    check('SELECT Status FROM Case', 'Status', 'unknown', null);
  });

  it('tell the active values of a dependent picklist, and which of the other go with them', () => {
    const statement = runStatementAt(parse('SELECT City__c FROM Case'), 0);
    const found = org.object('Case');
    assert(statement && typeof found !== 'string');
    const column = editColumnsOf(statement, found, ['City__c']).City__c;
    assert(column && 'field' in column);
    assert.deepEqual(column.field.values, [
      { value: 'Rome', label: 'Rome', validFor: [0] },
      { value: 'Oslo', label: 'Oslo', validFor: [2] },
    ]);
    assert.deepEqual(column.field.controller, { field: 'Country__c', values: ['Italy', 'Austria', 'Norway'] });
  });
});
