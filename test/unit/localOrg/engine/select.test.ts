import assert from 'node:assert/strict';
import { asJson } from '../asJson.ts';
import { check, checkCount, open, recordId, refusedFor, schema } from './org.ts';

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

  it('follows aliases and the name of the object', () => {
    check(
      `SELECT c.Name, a.Name, Contact.Account.Industry FROM Contact c, c.Account a WHERE a.Owner.Name = 'Bob'`,
      'Cy Blue | (beta | Banking)',
    );
    refusedFor(
      'SELECT Id, x.Name FROM Contact c',
      'INVALID_FIELD',
      `Didn't understand relationship 'x' in field path.`,
    );
  });

  it('builds compound addresses from their parts', () => {
    const [acme, , gamma] = open('SELECT BillingAddress FROM Account ORDER BY Id').read(3);
    assert.deepEqual(asJson(acme)?.BillingAddress, {
      city: 'Berlin',
      country: null,
      geocodeAccuracy: null,
      latitude: 52.52,
      longitude: 13.405,
      postalCode: null,
      state: null,
      street: null,
    });
    assert.equal(gamma?.BillingAddress, null);
  });

  it('sorts', () => {
    const sorted = (order: string, expected: string): void =>
      check(`SELECT Name FROM Account ORDER BY ${order}`, expected.replaceAll(' ', '\n'));
    sorted('Name', 'Acme beta Gamma_1');
    sorted('Name DESC', 'Gamma_1 beta Acme');
    sorted('AnnualRevenue', 'Gamma_1 beta Acme');
    sorted('AnnualRevenue DESC', 'Gamma_1 Acme beta');
    sorted('AnnualRevenue DESC NULLS LAST', 'Acme beta Gamma_1');
    sorted('Owner.Name, Name DESC', 'Gamma_1 Acme beta');
    sorted('Parent.Name NULLS LAST', 'beta Gamma_1 Acme');
    // No effect on lookup fields.
    sorted('ParentId NULLS LAST', 'Acme beta Gamma_1');
    // The value Energy is labelled Hot and comes first in Setup.
    sorted('Industry NULLS LAST', 'Acme beta Gamma_1');
    sorted('CALENDAR_MONTH(CreatedDate) DESC, Name DESC', 'Gamma_1 beta Acme');
    refusedFor(
      'SELECT Id FROM Account ORDER BY Description',
      'MALFORMED_QUERY',
      `field 'Description' can not be sorted in a query call`,
    );
  });

  it('limits and skips', () => {
    check('SELECT Name FROM Account ORDER BY Name LIMIT 1 OFFSET 1', 'beta');
    check('SELECT Name FROM Account ORDER BY Name OFFSET 2', 'Gamma_1');
    check('SELECT Name FROM Account LIMIT 0', '');
  });

  it('counts', () => {
    checkCount('SELECT COUNT() FROM Account', 3);
    checkCount('SELECT COUNT() FROM Account LIMIT 2', 2);
    checkCount(`SELECT COUNT() FROM Contact WHERE Account.Name = 'acme'`, 2);
    refusedFor('SELECT COUNT() FROM Account ORDER BY Id', 'MALFORMED_QUERY', 'ORDER BY cannot be used with COUNT()');
  });

  it('keeps to the records of a scope', () => {
    check('SELECT Name FROM Account USING SCOPE mine ORDER BY Id', 'Acme\nGamma_1');
    checkCount('SELECT COUNT() FROM Account USING SCOPE everything', 3);
  });

  it('expands FIELDS()', () => {
    const names = (soql: string): string[] => Object.keys(open(soql).read(1)[0] ?? {}).slice(1);
    assert.deepEqual(
      names('SELECT FIELDS(ALL) FROM Account LIMIT 200'),
      schema.object('Account')?.fields.map(({ name }) => name),
    );
    assert.deepEqual(names('SELECT Name, FIELDS(CUSTOM) FROM Account LIMIT 1'), ['Name', 'Active__c']);
    assert.equal(names('SELECT FIELDS(STANDARD) FROM Account').includes('Active__c'), false);
    const rows = 'The SOQL FIELDS function must have a LIMIT of at most 200';
    refusedFor('SELECT FIELDS(ALL) FROM Account', 'MALFORMED_QUERY', rows);
    refusedFor('SELECT FIELDS(ALL) FROM Account LIMIT 201', 'MALFORMED_QUERY', rows);
    refusedFor('SELECT Id, FIELDS(STANDARD) FROM Account', 'INVALID_FIELD', 'duplicate field selected: Id');
    const none = `'FIELDS(...)' expansion function must result in at least one field being selected.`;
    refusedFor('SELECT FIELDS(CUSTOM) FROM Contact LIMIT 1', 'MALFORMED_QUERY', none);
  });

  it('labels, formats and measures', () => {
    check('SELECT toLabel(Industry) l, Industry FROM Account ORDER BY Id LIMIT 2', 'Hot | Energy\nBanking | Banking');
    check(`SELECT Name FROM Account WHERE toLabel(Industry) = 'hot'`, 'Acme');
    check(
      'SELECT FORMAT(AnnualRevenue) f, AnnualRevenue, FORMAT(CreatedDate), convertCurrency(AnnualRevenue) c FROM Account ORDER BY Id LIMIT 1',
      '$1,000 | 1000 | 1/1/26, 3:30 PM | 1000',
    );
    const here = `DISTANCE(BillingAddress, GEOLOCATION(52.52, 13.405), 'km')`;
    check(`SELECT Name FROM Account WHERE ${here} < 1000 ORDER BY ${here} DESC`, 'beta\nAcme');
    check(`SELECT Name FROM Account WHERE ${here} > 800`, 'beta');
    refusedFor(
      `SELECT Id FROM Account WHERE ${here} = 5`,
      'MALFORMED_QUERY',
      'Distance function only supports the < and > operators',
    );
  });

  it('puts an expression without a name under expr0', () => {
    const here = `DISTANCE(BillingAddress, GEOLOCATION(52.52, 13.405), 'mi')`;
    const [record] = open(`SELECT ${here} FROM Account WHERE Name = 'beta'`).read(1);
    const miles = Number(record?.expr0);
    assert.ok(miles > 544 && miles < 546, String(miles));
  });
});
