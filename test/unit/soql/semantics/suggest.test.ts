import assert from 'node:assert/strict';
import { closest } from '../../../../server/src/soql/semantics/suggest.ts';

describe('did you mean', () => {
  const candidates = [
    { name: 'Name', label: 'Account Name' },
    { name: 'NumberOfEmployees', label: 'Employees' },
    { name: 'Active__c', label: 'Active' },
    { name: 'BillingCity', label: 'Billing City' },
    { name: 'ShippingCity', label: 'Shipping City' },
    { name: 'Id' },
  ];
  const check = (written: string, ...expected: string[]) =>
    it(`${written}: ${expected.join(', ') || 'nothing'}`, () =>
      assert.deepEqual(closest(written, candidates), expected));
  check('Nmae', 'Name');
  check('name', 'Name');
  check('Nam', 'Name');
  check('Active', 'Active__c');
  check('Actve__c', 'Active__c');
  check('Billing_City', 'BillingCity');
  check('BilingCity', 'BillingCity');
  check('Employees', 'NumberOfEmployees');
  check('AccountName', 'Name');
  check('Ib', 'Id');
  check('Something');
  check('X');
});
