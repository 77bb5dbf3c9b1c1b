import { openQuery } from '../../../../server/src/localOrg/engine/index.ts';
import { fillNewOrg } from '../../../../server/src/localOrg/sampleData/fill.ts';
import { loadSchema } from '../../../../server/src/localOrg/schema/schema.ts';
import { type OrgDatabase, openDatabase } from '../../../../server/src/localOrg/storage/database.ts';
import { deleteRecord } from '../../../../server/src/localOrg/storage/records.ts';
import { fieldsOf, type Row, type Value, world } from './objects.ts';
import type { Random } from './random.ts';

export const now = new Date('2026-05-14T06:00:00Z');

/** What queries depend on beside the rows. */
export interface Setting {
  readonly timeZone: string;
  /** From 1. */
  readonly fiscalStart: number;
  readonly fiscalNamedByStart: boolean;
  /** The user of the queries. */
  readonly userId: string;
}

export interface World {
  readonly setting: Setting;
  readonly rows: Readonly<Record<string, readonly Row[]>>;
  open(soql: string, includeDeleted: boolean): ReturnType<typeof openQuery>;
  close(): void;
}

const zones = ['America/Los_Angeles', 'Asia/Kathmandu', 'Europe/Madrid', 'Australia/Sydney', 'UTC'];
const oddTexts = ['50%', "it's", 'back\\slash', 'a_b', 'two\nlines', 'Ångström Øre', '"quoted"', 'ab', 'AB c'];

/** The sample org in memory, made odd in places: empty fields, texts full of marks, deleted records, any time zone. */
export function openWorld(random: Random): World {
  const database = openDatabase({ schema: loadSchema({ profile: 'sample' }) });
  fillNewOrg(database, { profile: 'sample', username: 'admin@local.example', now });
  const fiscalStart = 1 + random.below(12);
  const fiscalNamedByStart = random.chance(0.5);
  database
    .prepare('UPDATE Organization SET FiscalYearStartMonth = ?, UsesStartDateAsFiscalYearName = ?')
    .run(fiscalStart, Number(fiscalNamedByStart));
  keepSome(database);
  makeOdd(database, random);
  deleteSome(database, random);
  const rows = Object.fromEntries(Object.keys(world).map(name => [name, rowsOf(database, name)]));
  const owners = rows.Account!.map(({ OwnerId }) => String(OwnerId));
  const setting = { timeZone: random.pick(zones), fiscalStart, fiscalNamedByStart, userId: random.pick(owners) };
  const user = { id: setting.userId, timeZone: setting.timeZone, locale: 'en_US' };
  const { sqlite: db, schema } = database;
  return {
    setting,
    rows,
    open: (text, includeDeleted) => openQuery({ db, schema, text, user, now, includeDeleted, version: '66.0' }),
    close: () => database.close(),
  };
}

/** A third of the customers, with all that is theirs: enough to be wrong about. */
function keepSome({ sqlite }: OrgDatabase): void {
  const gone = (field: string): string => `${field} NOT IN (SELECT Id FROM Account)`;
  sqlite.exec(`
    DELETE FROM Account WHERE rowid % 3 <> 0;
    UPDATE Account SET ParentId = NULL WHERE ${gone('ParentId')};
    DELETE FROM Contact WHERE ${gone('AccountId')};
    DELETE FROM Opportunity WHERE ${gone('AccountId')};
    DELETE FROM "Case" WHERE ${gone('AccountId')};
    DELETE FROM Task WHERE ${gone('AccountId')};
    DELETE FROM Deal_Registration__c WHERE ${gone('Account__c')};
    UPDATE Deal_Registration__c SET Partner_Account__c = NULL, Partner_Contact__c = NULL
      WHERE ${gone('Partner_Account__c')};
    UPDATE Task SET WhoId = NULL WHERE WhoId LIKE '003%' AND WhoId NOT IN (SELECT Id FROM Contact);
    UPDATE Contact SET ReportsToId = NULL WHERE ReportsToId NOT IN (SELECT Id FROM Contact);
  `);
}

function makeOdd({ sqlite, prepare }: OrgDatabase, random: Random): void {
  const set = (object: string, field: string, share: number, value: () => string | null): void => {
    for (const { Id } of sqlite.prepare(`SELECT Id FROM "${object}"`).all()) {
      if (random.chance(share)) prepare(`UPDATE "${object}" SET "${field}" = ? WHERE Id = ?`).run(value(), String(Id));
    }
  };
  set('Account', 'Site', 0.7, () => random.pick(oddTexts));
  set('Account', 'CleanStatus', 0.7, () => random.pick(['Matched', 'Different', 'NotFound', 'Pending']));
  set('Account', 'Industry', 0.2, () => null);
  set('Account', 'AnnualRevenue', 0.2, () => null);
  set('Account', 'BillingLatitude', 0.1, () => null);
  set('Contact', 'Birthdate', 0.3, () => null);
  set('Opportunity', 'Amount', 0.2, () => null);
  set('Opportunity', 'CloseDate', 0.5, () => dayNear(random));
  set('Opportunity', 'CreatedDate', 0.5, () => instantNear(random));
  set('Case', 'ClosedDate', 0.3, () => instantNear(random));
  set('Deal_Registration__c', 'Submitted_On__c', 0.3, () => null);
}

/** Into the recycle bin, along with what belongs to them. */
function deleteSome(database: OrgDatabase, random: Random): void {
  const context = { userId: '005Lo0000000001IAA', now };
  for (const name of ['Task', 'Deal_Registration__c', 'Case', 'Opportunity']) {
    const object = database.schema.object(name)!;
    for (const { Id } of database.sqlite.prepare(`SELECT Id FROM "${name}" WHERE IsDeleted = 0`).all()) {
      if (random.chance(0.05)) deleteRecord(database, object, String(Id), context);
    }
  }
}

/** Read from the tables themselves: booleans are numbers there, and the rest is as on the wire. */
function rowsOf({ sqlite }: OrgDatabase, object: string): readonly Row[] {
  const fields = Object.entries(fieldsOf(object));
  return sqlite
    .prepare(`SELECT * FROM "${object}" ORDER BY rowid`)
    .all()
    .map(stored => {
      const row = { ...stored } as Record<string, Value>;
      for (const [name, kind] of fields) if (kind === 'boolean') row[name] = row[name] === 1;
      // A formula has no column: Amount__c * (1 - Discount__c), in which a blank counts as zero.
      if ('Net_Amount__c' in fieldsOf(object)) row.Net_Amount__c = netAmount(row.Amount__c, row.Discount__c);
      return row;
    });
}

function netAmount(amount: Value | undefined, percent: Value | undefined): number {
  return Number((Number(amount ?? 0) * (1 - Number(percent ?? 0) / 100)).toFixed(2));
}

/** Days around the tests' today, mostly within two years. */
function dayNear(random: Random): string {
  const days = random.chance(0.5) ? random.below(60) - 30 : random.below(1600) - 800;
  return new Date(Date.UTC(2026, 4, 13 + days)).toISOString().slice(0, 10);
}

function instantNear(random: Random): string {
  return `${dayNear(random)}T${String(random.below(24)).padStart(2, '0')}:30:00.000+0000`;
}
