import type { ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from './database.ts';
import { recordTypesOf } from './recordTypes.ts';
import { type Row, selectRow } from './rows.ts';
import { wireDateTime } from './scalarValues.ts';
import type { WriteContext } from './writes.ts';

/** One write: the row as it is about to be, what the client named, and the row as it was (none for a new record). */
export interface Write {
  readonly row: Row;
  readonly changes: Row;
  readonly before: Row | undefined;
  readonly context: WriteContext;
}

/** What the platform itself fills in beside the client's values: copies from parents, dates of a change of state. */
export function derivedValues(database: OrgDatabase, object: ObjectDefinition, write: Write): Row {
  const derived = rules[object.name]?.(write, id => parentRow(database, id)) ?? {};
  return { ...defaultRecordType(database, object, write), ...derived };
}

/** Whether values of its records come from more than themselves. */
export function isDerived({ name }: ObjectDefinition): boolean {
  return rules[name] !== undefined;
}

/** A new record that does not say of which record type it is. */
function defaultRecordType(database: OrgDatabase, object: ObjectDefinition, { row, changes, before }: Write): Row {
  if (before !== undefined || object.field('RecordTypeId') === undefined) return {};
  if ((row.RecordTypeId ?? null) !== null || 'RecordTypeId' in changes) return {};
  return { RecordTypeId: recordTypesOf(database, object).find(({ isDefault }) => isDefault)?.id ?? null };
}

type Parent = (id: Row[string] | undefined) => Row;
type Rule = (write: Write, parent: Parent) => Row;

const rules: Readonly<Record<string, Rule>> = {
  Opportunity: opportunity,
  OpportunityLineItem: opportunityLineItem,
  PricebookEntry: (write, parent) => (isNew(write) ? named(parent(write.row.Product2Id)) : {}),
  OrderItem: orderItem,
  Case: supportCase,
  Task: (write, parent) => ({
    ...stateDate(write, 'Status', ['Completed'], 'CompletedDateTime'),
    ...accountOfActivity(write, parent),
  }),
  Event: accountOfActivity,
  CampaignMember: campaignMember,
};

/** A stage stands for a probability and a forecast category, unless the client says otherwise. */
const stages = new Map<unknown, readonly [probability: number, forecast: string]>([
  ['Prospecting', [10, 'Pipeline']],
  ['Qualification', [10, 'Pipeline']],
  ['Needs Analysis', [20, 'Pipeline']],
  ['Value Proposition', [50, 'Pipeline']],
  ['Id. Decision Makers', [60, 'Pipeline']],
  ['Perception Analysis', [70, 'Pipeline']],
  ['Proposal/Price Quote', [75, 'Pipeline']],
  ['Negotiation/Review', [90, 'Pipeline']],
  ['Closed Won', [100, 'Closed']],
  ['Closed Lost', [0, 'Omitted']],
]);

/** Of a stage that is not known, too. */
export function stageDefaults(stage: unknown): readonly [probability: number, forecast: string] {
  return stages.get(stage) ?? [0, 'Pipeline'];
}

function opportunity({ row, changes, before, context }: Write): Row {
  const stage = row.StageName;
  if (before?.StageName === stage) return {};
  const [probability, forecast] = stageDefaults(stage);
  return {
    Probability: changes.Probability ?? probability,
    ForecastCategoryName: changes.ForecastCategoryName ?? forecast,
    ...(before === undefined ? {} : { LastStageChangeDate: wireDateTime(context.now) }),
  };
}

function opportunityLineItem(write: Write, parent: Parent): Row {
  const { row, changes } = write;
  const entry = parent(row.PricebookEntryId);
  const copied = isNew(write)
    ? {
        Product2Id: entry.Product2Id ?? null,
        ProductCode: entry.ProductCode ?? null,
        ListPrice: entry.UnitPrice ?? null,
        Name: [parent(row.OpportunityId).Name, entry.Name].filter(Boolean).join(' '),
      }
    : {};
  if (changes.TotalPrice !== undefined) {
    return { ...copied, UnitPrice: changes.UnitPrice ?? Number(changes.TotalPrice) / Number(row.Quantity) };
  }
  const price = row.UnitPrice ?? entry.UnitPrice ?? null;
  return { ...copied, UnitPrice: price, TotalPrice: Number(price) * Number(row.Quantity) };
}

function orderItem(write: Write, parent: Parent): Row {
  if (!isNew(write)) return {};
  const entry = parent(write.row.PricebookEntryId);
  return {
    Product2Id: write.changes.Product2Id ?? entry.Product2Id ?? null,
    ListPrice: entry.UnitPrice ?? null,
    UnitPrice: write.changes.UnitPrice ?? entry.UnitPrice ?? null,
    AvailableQuantity: write.row.Quantity ?? null,
  };
}

function supportCase(write: Write, parent: Parent): Row {
  const { row, changes, before } = write;
  const contact = parent(row.ContactId);
  return {
    ...stateDate(write, 'Status', ['Closed'], 'ClosedDate'),
    ...(before === undefined ? { AccountId: changes.AccountId ?? contact.AccountId ?? null } : {}),
    ContactPhone: contact.Phone ?? null,
    ContactMobile: contact.MobilePhone ?? null,
    ContactEmail: contact.Email ?? null,
    ContactFax: contact.Fax ?? null,
  };
}

/** An activity belongs to the account behind what it is related to, else to that of the person. */
function accountOfActivity({ row }: Write, parent: Parent): Row {
  const what = row.WhatId;
  if (typeof what === 'string' && what.startsWith('001')) return { AccountId: what };
  return { AccountId: parent(what).AccountId ?? parent(row.WhoId).AccountId ?? null };
}

function campaignMember(write: Write, parent: Parent): Row {
  const { row } = write;
  const person = parent(row.ContactId ?? row.LeadId);
  const copied = ['Salutation', 'FirstName', 'LastName', 'Title', 'Phone', 'Email', 'LeadSource'];
  return {
    ...Object.fromEntries(copied.map(name => [name, person[name] ?? null])),
    City: person.MailingCity ?? person.City ?? null,
    Country: person.MailingCountry ?? person.Country ?? null,
    CompanyOrAccount: person.Company ?? parent(person.AccountId).Name ?? null,
    ...stateDate(write, 'Status', ['Responded'], 'FirstRespondedDate', date => date.toISOString().slice(0, 10)),
  };
}

/** The date at which a record came into one of these states; none while it is in another. */
function stateDate(
  { row, before, context }: Write,
  stateField: string,
  states: readonly string[],
  dateField: string,
  print: (now: Date) => string = wireDateTime,
): Row {
  const isIn = (some: Row | undefined): boolean => states.includes(String(some?.[stateField]));
  if (!isIn(row)) return { [dateField]: null };
  return isIn(before) ? {} : { [dateField]: print(context.now) };
}

function named(product: Row): Row {
  return { Name: product.Name ?? null, ProductCode: product.ProductCode ?? null };
}

function isNew({ before }: Write): boolean {
  return before === undefined;
}

/** An empty row stands for a record that does not exist: the check of references comes later and names it. */
function parentRow(database: OrgDatabase, id: Row[string] | undefined): Row {
  if (typeof id !== 'string') return {};
  const object = database.schema.objectOfId(id);
  return object === undefined ? {} : (selectRow(database, object, id) ?? {});
}
