import assert from 'node:assert/strict';
import { check, open, recordId } from './org.ts';

describe('query: SELECT', () => {
  it('gives records with attributes, fields in the order and spelling of the schema', () => {
    const [record] = open(`SELECT name, ID, active__C FROM account WHERE Name = 'acme'`).read(1);
    const id = recordId('001:1');
    assert.equal(
      JSON.stringify(record),
      `{"attributes":{"type":"Account","url":"/services/data/v66.0/sobjects/Account/${id}"},"Name":"Acme","Id":"${id}","Active__c":true}`,
    );
  });

  it('nests parents', () => {
    check(
      'SELECT Name, Account.Name, Account.Owner.Name, ReportsTo.ReportsTo.Account.Parent.Name FROM Contact ORDER BY Id',
      `
      Zoe Young | (Acme | (Ann)) | -
      Al Gray | (Acme | (Ann)) | (-)
      Cy Blue | (beta | (Bob)) | (((-)))
      Di Lone | - | -
      `,
    );
  });
});
