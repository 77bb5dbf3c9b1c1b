import assert from 'node:assert/strict';
import type { DatabaseSync } from 'node:sqlite';
import { openQuery, type QueryRecord } from '../../../../server/src/localOrg/engine/index.ts';
import { id18 } from '../../../../server/src/localOrg/engine/resolve/values.ts';
import { ApiError } from '../../../../server/src/localOrg/errors.ts';
import {
  address,
  bool,
  currency,
  date,
  datetime,
  double,
  email,
  int,
  lookup,
  multipicklist,
  picklist,
  recordName,
  text,
  textArea,
  time,
} from '../../../../server/src/localOrg/schema/notation.ts';
import { schemaOf } from '../../../../server/src/localOrg/schema/schema.ts';
import type { FieldSource, ObjectSource, Schema } from '../../../../server/src/localOrg/schema/types.ts';
import { openDatabase } from '../../../../server/src/localOrg/storage/database.ts';
import { createIndexes } from '../../../../server/src/localOrg/storage/tables.ts';
import { asJson } from '../asJson.ts';

/** A small org for the tests of the query engine: a schema, and rows as tables of text. */

const id: FieldSource = { name: 'Id', type: 'id' };
const isDeleted = bool('IsDeleted');
const owner = lookup('OwnerId', 'Owner', ['User']);
const created = datetime('CreatedDate');

function object(name: string, keyPrefix: string, fields: readonly FieldSource[]): ObjectSource {
  const sources = [id, isDeleted, ...fields];
  return { name, label: name, labelPlural: `${name}s`, keyPrefix, fields: sources, createable: true, queryable: true };
}

const objects: readonly ObjectSource[] = [
  object('Account', '001', [
    recordName(255),
    picklist('Industry', ['Hot|Energy', 'Banking', 'Apparel']),
    currency('AnnualRevenue', 18, 0),
    int('NumberOfEmployees'),
    textArea('Description', 32000),
    bool('Active__c'),
    lookup('ParentId', 'Parent', ['Account'], 'ChildAccounts'),
    ...address('Billing'),
    owner,
    created,
  ]),
  object('Contact', '003', [
    text('Name', 121, { nameField: true }),
    text('FirstName', 40),
    text('LastName', 80),
    email('Email'),
    date('Birthdate'),
    lookup('AccountId', 'Account', ['Account'], 'Contacts'),
    lookup('ReportsToId', 'ReportsTo', ['Contact'], 'Reports'),
    owner,
    created,
  ]),
  object('Opportunity', '006', [
    recordName(120),
    currency('Amount', 18, 2),
    double('Probability__c', 5, 2),
    date('CloseDate'),
    picklist('StageName', ['Prospecting', 'Won', 'Lost']),
    multipicklist('Tags__c', ['red', 'green', 'blue']),
    time('Meeting__c'),
    bool('IsWon'),
    lookup('AccountId', 'Account', ['Account'], 'Opportunities'),
    created,
  ]),
  object('Task', '00T', [
    text('Subject', 255, { nameField: true }),
    lookup('WhatId', 'What', ['Account', 'Opportunity'], 'Tasks'),
    lookup('WhoId', 'Who', ['Contact'], 'Tasks', { namePointing: true }),
    lookup('OwnerId', 'Owner', ['Group', 'User']),
    created,
  ]),
  { ...object('Locked', '0aa', [recordName(80)]), queryable: false },
  object('User', '005', [
    text('Name', 121, { nameField: true }),
    text('Username', 80),
    bool('IsActive'),
    lookup('ProfileId', 'Profile', ['Profile']),
  ]),
  object('Group', '00G', [recordName(80)]),
  object('Profile', '00e', [recordName(80)]),
  object('Organization', '00D', [recordName(80), int('FiscalYearStartMonth'), bool('UsesStartDateAsFiscalYearName')]),
  {
    ...object('Name', '', [
      text('Name', 121, { nameField: true }),
      picklist('Type', []),
      lookup('ProfileId', 'Profile', ['Profile']),
      bool('IsActive'),
      email('Email'),
    ]),
    keyPrefix: null,
    stored: false,
  },
];

const data = `
User         | Id    | Name | Username    | IsActive | ProfileId
             | 005:1 | Ann  | ann@x.test  | 1        | 00e:1
             | 005:2 | Bob  | bob@x.test  | 0        | -

Group        | Id    | Name
             | 00G:1 | Queue

Profile      | Id    | Name
             | 00e:1 | Admin

Organization | Id    | Name | FiscalYearStartMonth | UsesStartDateAsFiscalYearName
             | 00D:1 | Org  | 4                    | 1

Account      | Id    | Name    | Industry | AnnualRevenue | NumberOfEmployees | Description | Active__c | ParentId | BillingCity | BillingLatitude | BillingLongitude | OwnerId | CreatedDate              | IsDeleted
             | 001:1 | Acme    | Energy   | 1000          | 10                | long text   | 1         | -        | Berlin      | 52.52           | 13.405           | 005:1   | 2026-01-01T23:30:00.000+0000 | 0
             | 001:2 | beta    | Banking  | 500           | -                 | -           | 0         | 001:1    | Paris       | 48.8566         | 2.3522           | 005:2   | 2026-05-10T10:00:00.000+0000 | 0
             | 001:3 | Gamma_1 | -        | -             | 30                | -           | 1         | 001:2    | -           | -               | -                | 005:1   | 2026-05-14T06:59:59.000+0000 | 0
             | 001:4 | Gone    | Energy   | 7             | 1                 | -           | 0         | -        | -           | -               | -                | 005:1   | 2026-05-14T07:00:00.000+0000 | 1

Contact      | Id    | Name      | FirstName | LastName | Email      | Birthdate  | AccountId | ReportsToId | OwnerId | CreatedDate
             | 003:1 | Zoe Young | Zoe       | Young    | zoe@x.test | 1990-02-28 | 001:1     | -           | 005:1   | 2026-05-01T00:00:00.000+0000
             | 003:2 | Al Gray   | Al        | Gray     | -          | 1985-12-31 | 001:1     | 003:1       | 005:1   | 2026-05-02T00:00:00.000+0000
             | 003:3 | Cy Blue   | Cy        | Blue     | cy@y.test  | -          | 001:2     | 003:2       | 005:2   | 2026-05-03T00:00:00.000+0000
             | 003:4 | Di Lone   | Di        | Lone     | -          | -          | -         | -           | 005:2   | 2026-05-04T00:00:00.000+0000

Opportunity  | Id    | Name | Amount | Probability__c | CloseDate  | StageName   | Tags__c    | Meeting__c    | IsWon | AccountId | CreatedDate
             | 006:1 | O1   | 100.5  | 10             | 2026-05-13 | Won         | red;blue   | 09:00:00.000Z | 1     | 001:1     | 2026-05-13T12:00:00.000+0000
             | 006:2 | O2   | 200    | 20             | 2026-04-30 | Prospecting | green      | 17:30:00.000Z | 0     | 001:1     | 2026-04-30T12:00:00.000+0000
             | 006:3 | O3   | -      | -              | 2025-12-31 | Lost        | -          | -             | 0     | 001:2     | 2025-12-31T12:00:00.000+0000
             | 006:4 | O4   | 50     | 5              | 2026-03-31 | Won         | red        | -             | 1     | 001:2     | 2026-03-31T23:00:00.000+0000

Task         | Id    | Subject | WhatId | WhoId | OwnerId | CreatedDate
             | 00T:1 | Call    | 001:1  | 003:1 | 005:1   | 2026-05-01T00:00:00.000+0000
             | 00T:2 | Mail    | 006:2  | -     | 00G:1   | 2026-05-02T00:00:00.000+0000
             | 00T:3 | Idle    | -      | 003:2 | -       | 2026-05-03T00:00:00.000+0000
`;

export const schema: Schema = schemaOf(objects);
export const db: DatabaseSync = newDatabase();

/** 2026-05-13, 23:00 in Los Angeles: already the 14th in UTC. A Wednesday. */
export const now = new Date('2026-05-14T06:00:00Z');
export const user = { id: recordId('005:1'), timeZone: 'America/Los_Angeles', locale: 'en_US' };

export interface Settings {
  readonly includeDeleted?: boolean;
  readonly version?: string;
  readonly schema?: Schema;
}

export function open(soql: string, settings: Settings = {}): ReturnType<typeof openQuery> {
  return openQuery({ db, schema, text: soql, user, now, includeDeleted: false, version: '66.0', ...settings });
}

/**
 * Runs a query and compares its rows, one a line, with the values in the order of the answer: `Acme | - | (Ann)`. A dash
 * is null, a parent stands in parentheses, children in brackets, ids are shortened to key prefix and number.
 */
export function check(soql: string, expected: string, settings?: Settings): void {
  const cursor = open(soql, settings);
  const actual = asJson(cursor.read(2000)).map(line).join('\n');
  cursor.close();
  assert.equal(actual, expected.trim().replace(/\n\s+/g, '\n'));
}

/** The number that `SELECT COUNT()` answers with. */
export function checkCount(soql: string, expected: number, settings?: Settings): void {
  const cursor = open(soql, settings);
  assert.equal(cursor.totalSize, expected);
  assert.deepEqual(cursor.read(2000), []);
}

/** The query is refused: the code, and the whole message without the hints that follow its first sentence. */
export function refused(soql: string, errorCode: string, message: string, settings?: Settings): void {
  assert.throws(
    () => open(soql, settings),
    (error: unknown) => {
      assert.ok(error instanceof ApiError, String(error));
      assert.equal(error.errorCode, errorCode, error.message);
      assert.equal(error.status, 400);
      assert.equal(error.message.split(' If you are attempting')[0], message);
      return true;
    },
  );
}

/** The last line of the refusal's message; for the many whose place in the text is not the point of the test. */
export function refusedFor(soql: string, errorCode: string, reason: string, settings?: Settings): void {
  assert.throws(
    () => open(soql, settings),
    (error: unknown) => {
      assert.ok(error instanceof ApiError, String(error));
      assert.deepEqual(
        [error.errorCode, error.message.split('\n').at(-1)?.split(' If you are attempting')[0]],
        [errorCode, reason],
      );
      return true;
    },
  );
}

/** The 18 characters behind `001:1`. */
export function recordId(short: string): string {
  const [prefix = '', number = ''] = short.split(':');
  return id18(prefix + number.padStart(12, '0')) ?? '';
}

function line(record: QueryRecord): string {
  return Object.entries(record)
    .filter(([name]) => name !== 'attributes')
    .map(([, value]) => cell(value))
    .join(' | ');
}

function cell(value: unknown): string {
  if (value === null) return '-';
  if (typeof value === 'string') return value.replace(/^(\w{3})0{6,}(\d+)\w{3}$/, '$1:$2');
  if (typeof value !== 'object') return String(value);
  if ('records' in value) return `[${(value.records as QueryRecord[]).map(line).join('; ')}]`;
  return `(${line(value as QueryRecord)})`;
}

function newDatabase(): DatabaseSync {
  const database = openDatabase({ schema }).sqlite;
  for (const table of data.trim().split('\n\n')) {
    const [head = [], ...rows] = table.split('\n').map(row => row.split('|').map(part => part.trim()));
    const [name = '', ...columns] = head;
    const marks = columns.map(() => '?').join(', ');
    const object = schema.object(name);
    if (object) createIndexes(database, object);
    const insert = database.prepare(`INSERT INTO "${name}" (${columns.join(', ')}) VALUES (${marks})`);
    for (const [, ...cells] of rows)
      insert.run(...cells.map((text, index) => stored(name, columns[index] ?? '', text)));
  }
  return database;
}

function stored(object: string, field: string, text: string): string | number | null {
  if (text === '-') return null;
  if (/^\w{3}:\d+$/.test(text)) return recordId(text);
  const type = schema.object(object)?.field(field)?.type ?? '';
  return ['boolean', 'int', 'double', 'currency'].includes(type) ? Number(text) : text;
}
