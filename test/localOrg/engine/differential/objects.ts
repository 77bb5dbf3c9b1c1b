import type { FieldKind, Path } from './spec.ts';

// What the generator and the evaluator know of the sample org's schema: written down here, not read from it.

export type Value = string | number | boolean | null;
export type Row = Readonly<Record<string, Value>>;

export interface WorldObject {
  readonly fields: Readonly<Record<string, FieldKind>>;
  /** Relationship name: the reference field, and the object that it points at; `Name` for one of several. */
  readonly parents: Readonly<Record<string, { readonly field: string; readonly object: string }>>;
  /** Child relationship name: the child object and its reference field. */
  readonly children: Readonly<Record<string, { readonly object: string; readonly field: string }>>;
}

const audit = { CreatedDate: 'datetime', IsDeleted: 'boolean' } as const;
const owner = { Owner: { field: 'OwnerId', object: 'User' } } as const;
const queueOwner = { Owner: { field: 'OwnerId', object: 'Name' } } as const;
const none: WorldObject = { fields: { Id: 'id', Name: 'text' }, parents: {}, children: {} };

/** Numbers that are percentages. */
export const percentages: ReadonlySet<string> = new Set(['Probability', 'Discount__c']);

/** How many decimals numbers have; none where they are not here. */
export const decimals: Readonly<Record<string, number>> = {
  BillingLatitude: 15,
  Amount: 2,
  Amount__c: 2,
  Discount__c: 2,
  Net_Amount__c: 2,
};

export const world: Readonly<Record<string, WorldObject>> = {
  User: {
    fields: { Id: 'id', Name: 'text', Username: 'text', IsActive: 'boolean' },
    parents: { Manager: { field: 'ManagerId', object: 'User' } },
    children: {},
  },
  Account: {
    fields: {
      Id: 'id',
      ...audit,
      Name: 'text',
      Site: 'text',
      BillingCity: 'text',
      Description: 'longText',
      Industry: 'picklist',
      Rating: 'picklist',
      CleanStatus: 'picklist',
      AnnualRevenue: 'currency',
      NumberOfEmployees: 'number',
      BillingLatitude: 'number',
      OwnerId: 'reference',
      ParentId: 'reference',
      IsPartner: 'boolean',
    },
    parents: { Parent: { field: 'ParentId', object: 'Account' }, ...owner },
    children: {
      Contacts: { object: 'Contact', field: 'AccountId' },
      Opportunities: { object: 'Opportunity', field: 'AccountId' },
      ChildAccounts: { object: 'Account', field: 'ParentId' },
      Cases: { object: 'Case', field: 'AccountId' },
      Tasks: { object: 'Task', field: 'WhatId' },
      Deal_Registrations__r: { object: 'Deal_Registration__c', field: 'Account__c' },
    },
  },
  Contact: {
    fields: {
      Id: 'id',
      ...audit,
      Name: 'text',
      LastName: 'text',
      Email: 'text',
      Birthdate: 'date',
      LeadSource: 'picklist',
      AccountId: 'reference',
      ReportsToId: 'reference',
    },
    parents: {
      Account: { field: 'AccountId', object: 'Account' },
      ReportsTo: { field: 'ReportsToId', object: 'Contact' },
      ...owner,
    },
    children: {
      Cases: { object: 'Case', field: 'ContactId' },
      Tasks: { object: 'Task', field: 'WhoId' },
      Deal_Registrations__r: { object: 'Deal_Registration__c', field: 'Partner_Contact__c' },
    },
  },
  Opportunity: {
    fields: {
      Id: 'id',
      ...audit,
      Name: 'text',
      Amount: 'currency',
      Probability: 'number',
      CloseDate: 'date',
      StageName: 'picklist',
      IsWon: 'boolean',
      AccountId: 'reference',
    },
    parents: { Account: { field: 'AccountId', object: 'Account' }, ...owner },
    children: {
      Tasks: { object: 'Task', field: 'WhatId' },
      Deal_Registrations__r: { object: 'Deal_Registration__c', field: 'Opportunity__c' },
    },
  },
  Case: {
    fields: {
      Id: 'id',
      ...audit,
      CaseNumber: 'text',
      Subject: 'text',
      Status: 'picklist',
      Priority: 'picklist',
      IsEscalated: 'boolean',
      ClosedDate: 'datetime',
      AccountId: 'reference',
    },
    parents: {
      Account: { field: 'AccountId', object: 'Account' },
      Contact: { field: 'ContactId', object: 'Contact' },
      ...queueOwner,
    },
    children: { Tasks: { object: 'Task', field: 'WhatId' } },
  },
  Task: {
    fields: {
      Id: 'id',
      ...audit,
      Subject: 'text',
      Status: 'picklist',
      ActivityDate: 'date',
      IsHighPriority: 'boolean',
      WhatId: 'reference',
    },
    parents: { What: { field: 'WhatId', object: 'Name' }, Who: { field: 'WhoId', object: 'Name' }, ...queueOwner },
    children: {},
  },
  // All of its fields, for FIELDS().
  Deal_Registration__c: {
    fields: {
      Id: 'id',
      Name: 'text',
      ...audit,
      CreatedById: 'reference',
      LastModifiedDate: 'datetime',
      LastModifiedById: 'reference',
      SystemModstamp: 'datetime',
      LastActivityDate: 'date',
      LastViewedDate: 'datetime',
      LastReferencedDate: 'datetime',
      Account__c: 'reference',
      Opportunity__c: 'reference',
      Partner_Account__c: 'reference',
      Partner_Contact__c: 'reference',
      Status__c: 'picklist',
      Regions__c: 'multi',
      Amount__c: 'currency',
      Discount__c: 'number',
      Submitted_On__c: 'date',
      Expires_On__c: 'date',
      Review_Time__c: 'time',
      Exclusive__c: 'boolean',
      Contact_Email__c: 'text',
      Justification__c: 'longText',
      Net_Amount__c: 'currency',
      External_Key__c: 'text',
    },
    parents: {
      Account__r: { field: 'Account__c', object: 'Account' },
      Opportunity__r: { field: 'Opportunity__c', object: 'Opportunity' },
      Partner_Contact__r: { field: 'Partner_Contact__c', object: 'Contact' },
    },
    children: { Tasks: { object: 'Task', field: 'WhatId' } },
  },
  // Whatever else a polymorphic reference points at.
  Lead: none,
  Group: none,
  Asset: none,
  Campaign: none,
  Product2: none,
  Contract: { ...none, fields: { Id: 'id', ContractNumber: 'text' } },
  Order: { ...none, fields: { Id: 'id', OrderNumber: 'text' } },
};

/** What can be asked of the record behind a polymorphic relationship. */
const nameFields: WorldObject['fields'] = { Id: 'id', Name: 'text', Type: 'text' };

export function fieldsOf(object: string): WorldObject['fields'] {
  return object === 'Name' ? nameFields : (world[object]?.fields ?? {});
}

/** The field that a record is called by. */
export function nameFieldOf(object: string): string {
  const own: Readonly<Record<string, string>> = {
    Case: 'CaseNumber',
    Contract: 'ContractNumber',
    Order: 'OrderNumber',
  };
  return own[object] ?? (object === 'Task' ? 'Subject' : 'Name');
}

/** The object and the field at the end of a path. */
export function endOf(object: string, path: Path): { readonly owner: string; readonly name: string } {
  const [first = '', ...rest] = path;
  if (rest.length === 0) return { owner: object, name: first };
  return endOf(world[object]?.parents[first]?.object ?? '', rest);
}

export function kindOf(object: string, path: Path): FieldKind | undefined {
  const { owner, name } = endOf(object, path);
  return fieldsOf(owner)[name];
}

/** The order of the values in Setup, of those picklists that queries are sorted by. */
export const picklists: Readonly<Record<string, readonly string[]>> = {
  'Account.Rating': ['Hot', 'Warm', 'Cold'],
  'Account.CleanStatus': ['Matched', 'Different', 'Acknowledged', 'NotFound', 'Inactive', 'Pending'],
  'Case.Status': ['New', 'Working', 'Escalated', 'Closed'],
  'Case.Priority': ['High', 'Medium', 'Low'],
  'Contact.LeadSource': ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'],
  'Opportunity.StageName': [
    'Prospecting',
    'Qualification',
    'Needs Analysis',
    'Value Proposition',
    'Id. Decision Makers',
    'Perception Analysis',
    'Proposal/Price Quote',
    'Negotiation/Review',
    'Closed Won',
    'Closed Lost',
  ],
  'Task.Status': ['Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'],
  'Deal_Registration__c.Status__c': ['Draft', 'Submitted', 'Approved', 'Rejected', 'Expired'],
};

/** What toLabel() makes of values that differ from their labels. */
export const labels: Readonly<Record<string, string>> = {
  Matched: 'In Sync',
  NotFound: 'Not Found',
  Pending: 'Not Compared',
};
