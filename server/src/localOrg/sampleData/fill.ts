import { syntheticObjects } from '../schema/synthetic/objects.ts';
import type { Profile } from '../schema/types.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { keepStage } from '../storage/stageHistory.ts';
import { seedActivities } from './activities.ts';
import { seedCatalog } from './catalog.ts';
import { seedCustomers } from './customers.ts';
import { seedFulfillment } from './fulfillment.ts';
import { seedMarketing } from './marketing.ts';
import { seedOrganization } from './organization.ts';
import { seedSales } from './sales.ts';
import { createSeeder } from './seeder.ts';
import { seedService } from './service.ts';
import { seedSynthetic } from './syntheticRows.ts';
import { seedTestTables } from './testTables.ts';

export interface FillOptions {
  readonly profile: Profile;
  readonly username: string;
  readonly now: Date;
  /** How many made-up objects the schema has, and how many rows they share. */
  readonly synthetic?: { readonly objects: number; readonly rows: number };
}

/**
 * Gives a new org its sample records: a company that sells sensors, its users, customers, deals and cases. An org
 * that has records already is left alone. The same `now` always gives the same records; dates lie around it.
 */
export function fillNewOrg(database: OrgDatabase, options: FillOptions): void {
  const isNew = (objectName: string): boolean =>
    database.sqlite.prepare(`SELECT 1 FROM "${objectName}" LIMIT 1`).get() === undefined;
  database.transaction(() => {
    if (isNew('Organization')) seedSample(database, options.username, options.now);
    // An org of the sample profile can be opened with the test profile later.
    if (options.profile === 'test' && isNew('BigTable__c')) seedTestTables(createSeeder(database, options.now, 2));
    const { objects, rows } = options.synthetic ?? { objects: 0, rows: 0 };
    const names = rows > 0 ? syntheticObjects(objects).map(({ name }) => name) : [];
    seedSynthetic(database, names, rows, options.now);
  });
}

function seedSample(database: OrgDatabase, username: string, now: Date): void {
  const seeder = createSeeder(database, now, 1);
  seedOrganization(seeder, username);
  const catalog = seedCatalog(seeder);
  const customers = seedCustomers(seeder);
  const campaigns = seedMarketing(seeder, customers);
  const opportunities = seedSales(seeder, customers, catalog, campaigns);
  seedFulfillment(seeder, customers, catalog);
  const cases = seedService(seeder, customers);
  seedActivities(seeder, customers, { opportunities, cases });
  seedStageHistory(database);
}

/** Each opportunity is in the stage in which it was made. */
function seedStageHistory(database: OrgDatabase): void {
  const object = database.schema.object('Opportunity');
  const made = database.prepare('SELECT Id, CreatedById, CreatedDate FROM Opportunity ORDER BY Id').all();
  for (const { Id, CreatedById, CreatedDate } of made) {
    const context = { userId: String(CreatedById), now: new Date(String(CreatedDate)) };
    if (object !== undefined) keepStage(database, object, { id: String(Id), before: undefined }, context);
  }
}
