import {
  bool,
  currency,
  date,
  email,
  externalId,
  lookup,
  masterDetail,
  multipicklist,
  percent,
  picklist,
  readOnly,
  required,
  text,
  textArea,
  time,
} from '../notation.ts';
import type { ObjectSource } from '../types.ts';
import { auditFields, idFields, lastActivityDate, viewedFields } from './systemFields.ts';

/** A custom object as a sales team would build it: deals that partners bring, registered with an account. */
export const dealRegistration: ObjectSource = {
  name: 'Deal_Registration__c',
  label: 'Deal Registration',
  labelPlural: 'Deal Registrations',
  keyPrefix: 'a00',

  fields: [
    ...idFields('Record'),
    text('Name', 80, {
      ...required,
      ...readOnly,
      nameField: true,
      autoNumber: true,
      autoNumberFormat: 'DR-{00000}',
      defaultedOnCreate: true,
      groupable: false,
      idLookup: true,
      label: 'Registration Number',
    }),
    ...auditFields,
    lastActivityDate,
    ...viewedFields,
    masterDetail('Account__c', 'Account__r', 'Account', 'Deal_Registrations__r'),
    lookup('Opportunity__c', 'Opportunity__r', ['Opportunity'], 'Deal_Registrations__r'),
    lookup('Partner_Account__c', 'Partner_Account__r', ['Account'], 'Partner_Deals__r', {
      inlineHelpText: 'The reseller or integrator that brings the deal.',
    }),
    lookup('Partner_Contact__c', 'Partner_Contact__r', ['Contact'], 'Deal_Registrations__r'),
    picklist('Status__c', ['Draft*', 'Submitted', 'Approved', 'Rejected', 'Expired'], {
      length: 255,
      restrictedPicklist: true,
    }),
    multipicklist('Regions__c', ['Americas', 'EMEA', 'APAC'], { restrictedPicklist: true }),
    currency('Amount__c', 16, 2),
    percent('Discount__c', 5, 2),
    date('Submitted_On__c'),
    date('Expires_On__c'),
    time('Review_Time__c', { inlineHelpText: 'When the deal desk looks at it, in UTC.' }),
    bool('Exclusive__c'),
    email('Contact_Email__c'),
    textArea('Justification__c', 32768),
    currency('Net_Amount__c', 18, 2, {
      calculated: true,
      calculatedFormula: 'Amount__c * (1 - Discount__c)',
      formulaTreatNullNumberAsZero: true,
    }),
    text('External_Key__c', 40, { ...externalId, caseSensitive: true, label: 'External Key' }),
  ],
};
