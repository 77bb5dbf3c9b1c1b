import assert from 'node:assert/strict';
import { exportShape, untoldIn } from '../../../../server/src/runs/bulk/export/shape.ts';
import type { ExportFormat } from '../../../../server/src/runs/export/formats.ts';
import { Lookups } from '../../../../server/src/soql/semantics/lookups.ts';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { orgOf } from '../../../harness/orgText.ts';

const schema = orgOf(`
User
  Name string required
  Alias string
Account
  Name string required
  Website url
  Employees int
  Revenue currency
  IsOpen boolean required
  CreatedDate datetime
  Body base64
  Place__c location
  OwnerId -> User as Owner, children Accounts required
  ParentId -> Account as Parent, children ChildAccounts
  WhatId -> Account, User as What
`);
const shapeOf = (soql: string) => exportShape(parse(soql), new Lookups(schema));

describe('the shape of an export', () => {
  const columns: Readonly<Record<string, string>> = {
    'Id, employees, Revenue, IsOpen, CreatedDate':
      'Id text, Employees number, Revenue decimal, IsOpen boolean, CreatedDate datetime',
    'owner.name, PARENT.Revenue': 'Owner.Name text, Parent.Revenue decimal',
    'toLabel(Name), FORMAT(Revenue) r, convertCurrency(Revenue)': 'Name text, r text, Revenue number',
    Nothing__c: 'Nothing__c text',
    'constructor(Name), toString(Name)': 'expr0 text, expr1 text',
  };
  for (const [select, expected] of Object.entries(columns)) {
    it(`has columns by the types of fields: ${select}`, () => {
      const found = shapeOf(`SELECT ${select} FROM Account`).columns;
      assert.equal(found.map(({ path, kind }) => `${path} ${kind}`).join(', '), expected);
    });
  }

  const parents: Readonly<Record<string, object>> = {
    'Owner.Alias': { path: 'Owner' },
    'Parent.Website, Parent.Name, Parent.IsOpen': { path: 'Parent', witnesses: ['Parent.Name'] },
    'Parent.Name, ParentId': { path: 'Parent', witnesses: ['ParentId'] },
    'Parent.Website': { path: 'Parent', witnesses: [] },
    'Parent.Owner.Name': { path: 'Parent', witnesses: ['Parent.Owner.Name'] },
    'Parent.Parent.Name': { path: 'Parent', witnesses: [] },
    'What.Name': { path: 'What', witnesses: ['What.Name'] },
    'What.Type': { path: 'What', witnesses: [] },
  };
  for (const [select, expected] of Object.entries(parents)) {
    it(`knows what tells whether a parent is there: ${select}`, () => {
      assert.deepEqual(shapeOf(`SELECT ${select} FROM Account`).parents[0], expected);
    });
  }

  const untold: readonly (readonly [select: string, formats: readonly ExportFormat[], what: string])[] = [
    ['Id, Body', ['json', 'ndjson', 'xlsx'], 'the values of Body'],
    ['Id, Nothing__c', ['json', 'ndjson', 'xlsx'], 'the values of Nothing__c'],
    ['Parent.Website', ['json', 'ndjson'], 'whether Parent is there (select Parent.Id, too)'],
    ['Parent.Parent.Name', ['json', 'ndjson'], 'whether Parent is there (select Parent.Id, too)'],
    ['Parent.Id, Owner.Alias', [], ''],
    ['FIELDS(STANDARD)', ['json', 'ndjson', 'xlsx'], 'the values of Body'],
  ];
  for (const [select, formats, what] of untold) {
    it(`says what the texts of a job do not tell: ${select}`, () => {
      const shape = shapeOf(`SELECT ${select} FROM Account`);
      const told = (['csv', 'json', 'ndjson', 'xlsx'] as const).map(format => untoldIn(format, shape.untold));
      assert.deepEqual(
        told,
        (['csv', 'json', 'ndjson', 'xlsx'] as const).map(format => (formats.includes(format) ? what : undefined)),
      );
    });
  }
});
