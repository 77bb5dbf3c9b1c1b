import {
  bool,
  currency,
  date,
  datetime,
  double,
  email,
  externalId,
  lookup,
  percent,
  phone,
  picklist,
  recordName,
  text,
  textArea,
  url,
} from '../notation.ts';
import type { ObjectSource } from '../types.ts';
import { auditFields, idFields, owner } from './systemFields.ts';

// What the test suites of API clients expect of an org; only the `test` profile has them.

export const upsertTable: ObjectSource = {
  name: 'UpsertTable__c',
  label: 'UpsertTable',
  labelPlural: 'UpsertTables',
  keyPrefix: 'a01',

  fields: [
    ...idFields('Record'),
    recordName(80, { nillable: true, defaultedOnCreate: true, idLookup: true }),
    owner(),
    ...auditFields,
    text('ExtId__c', 255, { ...externalId, label: 'ExtId' }),
    text('Text__c', 255),
    double('Number__c', 18, 2),
    date('Date__c'),
    datetime('DateTime__c', { label: 'Date Time' }),
    bool('Flag__c'),
  ],
};

export const bigTable: ObjectSource = {
  name: 'BigTable__c',
  label: 'BigTable',
  labelPlural: 'BigTables',
  keyPrefix: 'a02',

  fields: [
    ...idFields('Record'),
    recordName(80, { nillable: true, defaultedOnCreate: true, idLookup: true }),
    owner(),
    ...auditFields,
    lookup('Account__c', 'Account__r', ['Account'], 'BigTables__r'),
    text('Code__c', 20),
    text('Title__c', 255),
    textArea('Notes__c', 255),
    picklist('Status__c', ['New*', 'Active', 'Closed'], { length: 255 }),
    double('Number__c', 18, 0),
    double('Ratio__c', 18, 6),
    currency('Amount__c', 16, 2),
    percent('Share__c', 5, 2),
    date('Date__c'),
    datetime('DateTime__c', { label: 'Date Time' }),
    bool('Flag__c'),
    email('Email__c'),
    phone('Phone__c'),
    url('Website__c'),
  ],
};

export const testObjects: readonly ObjectSource[] = [upsertTable, bigTable];
