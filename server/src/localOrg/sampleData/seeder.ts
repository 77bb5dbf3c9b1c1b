import { createRandom, type Random } from '../random.ts';
import { autoNumbers } from '../storage/autoNumbers.ts';
import { withDefaults } from '../storage/changes.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { derivedValues } from '../storage/derivedValues.ts';
import { idOf } from '../storage/ids.ts';
import { insertRow, type Row } from '../storage/rows.ts';
import { wireDateTime } from '../storage/scalarValues.ts';
import { places, streets } from './vocabulary.ts';

/** Makes sample records. Unlike a client it may also write what only the platform writes. */
export interface Seeder {
  readonly random: Random;
  readonly now: Date;
  /** The ids of the sales people, once they are there. */
  readonly owners: string[];
  /** Adds a record and returns its Id. `daysAgo`: how long it has been there. */
  add(objectName: string, values: Row, daysAgo?: number): string;
  /** `2026-05-01`, so many days from now; negative for the past. */
  date(days: number): string;
  /** A day within working hours, in UTC, as datetimes are stored. */
  workingTime(days: number): string;
  /** The parts of an address, for fields that begin with `prefix`. */
  address(prefix: string): Row;
  phone(): string;
}

const day = 86_400_000;
/** The administrator, who made everything. Its record comes first among the users. */
export const adminId = idOf('005', 1);

export function createSeeder(database: OrgDatabase, now: Date, seed: number): Seeder {
  const random = createRandom(seed);
  const counts = new Map<string, number>();
  const date = (days: number): string => new Date(now.getTime() + days * day).toISOString().slice(0, 10);
  return {
    random,
    now,
    owners: [],
    date,
    add(objectName, values, daysAgo = 0) {
      const object = database.schema.object(objectName);
      if (object === undefined) throw new Error(`No object ${objectName} in the schema`);
      const ordinal = (counts.get(objectName) ?? 0) + 1;
      counts.set(objectName, ordinal);
      const id = idOf(String(object.keyPrefix), ordinal);
      const context = { userId: adminId, now: new Date(now.getTime() - daysAgo * day) };
      const at = wireDateTime(context.now);
      const audit = { CreatedDate: at, CreatedById: adminId, LastModifiedDate: at, LastModifiedById: adminId };
      const row = {
        ...withDefaults(object, values, adminId),
        ...audit,
        SystemModstamp: at,
        ...autoNumbers(object, id),
        Id: id,
      };
      insertRow(database, object, {
        ...row,
        ...derivedValues(database, object, { row, changes: values, before: undefined, context }),
        ...values,
      });
      return id;
    },
    workingTime: days =>
      `${date(days)}T${String(random.int(8, 17)).padStart(2, '0')}:${random.pick(['00', '30'])}:00.000+0000`,
    address: prefix => address(random, prefix),
    phone: () => `(${random.int(201, 989)}) 555-01${String(random.int(0, 99)).padStart(2, '0')}`,
  };
}

function address(random: Random, prefix: string): Row {
  const { city, state, postalCode, country, latitude, longitude } = random.pick(places);
  return {
    [`${prefix}Street`]: `${random.int(1, 480)} ${random.pick(streets)}`,
    [`${prefix}City`]: city,
    [`${prefix}State`]: state,
    [`${prefix}PostalCode`]: postalCode,
    [`${prefix}Country`]: country,
    [`${prefix}Latitude`]: latitude,
    [`${prefix}Longitude`]: longitude,
    [`${prefix}GeocodeAccuracy`]: 'City',
  };
}
