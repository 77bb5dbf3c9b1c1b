import { createRandom, type Random } from '../random.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import { autoNumbers } from '../storage/autoNumbers.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { idOf } from '../storage/ids.ts';
import { insertRow, type Row } from '../storage/rows.ts';
import { wireDateTime } from '../storage/scalarValues.ts';
import { isStored, quoted } from '../storage/tables.ts';
import { adminId } from './seeder.ts';

/**
 * Fills the made-up objects among `objects`: half of the rows go to the first one, half of the rest to the second, and
 * so on. An object that has rows already is left alone. The same `now` always gives the same rows.
 */
export function seedSynthetic(database: OrgDatabase, names: readonly string[], rows: number, now: Date): void {
  let share = rows / 2;
  for (const name of names) {
    const object = database.schema.object(name);
    if (share < 1) return;
    if (object !== undefined && isEmpty(database, object)) fill(database, object, Math.floor(share), now);
    share /= 2;
  }
}

function isEmpty({ sqlite }: OrgDatabase, { name }: ObjectDefinition): boolean {
  return sqlite.prepare(`SELECT 1 FROM ${quoted(name)} LIMIT 1`).get() === undefined;
}

function fill(database: OrgDatabase, object: ObjectDefinition, count: number, now: Date): void {
  const random = createRandom(count);
  const makers = object.fields
    .filter(field => isStored(field) && field.generatedAs === null && !system.has(field.name))
    .map(field => ({ name: field.name, make: valueMaker(database, field, now) }));
  for (let ordinal = 1; ordinal <= count; ordinal++) {
    const id = idOf(String(object.keyPrefix), ordinal);
    const at = wireDateTime(daysFrom(now, -random.int(0, 1000)));
    const row: Row = { Id: id, CreatedDate: at, CreatedById: adminId, LastModifiedDate: at };
    row.LastModifiedById = adminId;
    row.SystemModstamp = at;
    for (const { name, make } of makers) row[name] = make(random, ordinal);
    insertRow(database, object, { ...row, ...autoNumbers(object, id) });
  }
}

const system = new Set([
  'Id',
  'IsDeleted',
  'CreatedDate',
  'CreatedById',
  'LastModifiedDate',
  'LastModifiedById',
  'SystemModstamp',
  'LastActivityDate',
  'LastViewedDate',
  'LastReferencedDate',
]);

type Make = (random: Random, ordinal: number) => Row[string];

/** The share of rows that have a value in a field that need not have one. */
const filled = 0.8;

function valueMaker(database: OrgDatabase, field: FieldDefinition, now: Date): Make {
  const make = anyValueMaker(database, field, now);
  if (!field.nillable || field.nameField) return make;
  return (random, ordinal) => (random.chance(filled) ? make(random, ordinal) : null);
}

function anyValueMaker(database: OrgDatabase, field: FieldDefinition, now: Date): Make {
  const { type, length, label, scale, precision } = field;
  switch (type) {
    case 'boolean':
      return random => random.int(0, 1);
    case 'double':
    case 'currency':
    case 'percent': {
      const most = 10 ** Math.min(precision, 7) - 1;
      return random => random.int(0, most) / 10 ** scale;
    }
    case 'date':
      return random => daysFrom(now, random.int(-700, 300)).toISOString().slice(0, 10);
    case 'datetime':
      return random => wireDateTime(daysFrom(now, random.int(-700, 300)));
    case 'time':
      return random => `${String(random.int(0, 23)).padStart(2, '0')}:00:00.000Z`;
    case 'picklist':
    case 'multipicklist': {
      const values = field.picklistValues.map(({ value }) => value);
      return random => random.pick(values);
    }
    case 'email':
      return (_, ordinal) => `record${ordinal}@local.example`;
    case 'phone':
      return random => `(${random.int(201, 989)}) 555-01${String(random.int(0, 99)).padStart(2, '0')}`;
    case 'url':
      return (_, ordinal) => `https://local.example/${ordinal}`;
    case 'reference': {
      const ids = idsFor(database, field);
      return random => (ids.length > 0 ? random.pick(ids) : null);
    }
    case 'anyType':
    case 'complexvalue':
      return () => null;
    default:
      return (_, ordinal) => `${label} ${ordinal}`.slice(-length);
  }
}

/** Some of the records that a reference can point at; users only where it could also be a queue. */
function idsFor({ schema, sqlite }: OrgDatabase, { referenceTo }: FieldDefinition): readonly string[] {
  const target = schema.object(referenceTo.includes('User') ? 'User' : (referenceTo[0] ?? ''));
  if (!target?.stored) return [];
  const rows = sqlite.prepare(`SELECT Id FROM ${quoted(target.name)} ORDER BY Id LIMIT 1000`).all();
  return rows.map(row => String(row.Id));
}

function daysFrom(now: Date, days: number): Date {
  return new Date(now.getTime() + days * 86_400_000);
}
