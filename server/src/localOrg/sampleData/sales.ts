import type { Catalog, CatalogEntry } from './catalog.ts';
import type { Customer } from './customers.ts';
import type { Seeder } from './seeder.ts';

const openStages = [
  ['Prospecting', 4],
  ['Qualification', 4],
  ['Needs Analysis', 3],
  ['Value Proposition', 3],
  ['Id. Decision Makers', 2],
  ['Perception Analysis', 2],
  ['Proposal/Price Quote', 3],
  ['Negotiation/Review', 2],
] as const;

/** Opportunities with their products and contacts, and deals that partners registered. Returns the opportunities' ids. */
export function seedSales(
  seeder: Seeder,
  customers: readonly Customer[],
  catalog: Catalog,
  campaigns: readonly string[],
): readonly string[] {
  const { random } = seeder;
  const partners = customers.filter(customer => customer.isPartner);
  return customers.flatMap(customer =>
    Array.from({ length: random.int(0, 4) }, () => {
      const opportunityId = seedOpportunity(
        seeder,
        customer,
        catalog,
        random.chance(0.3) ? random.pick(campaigns) : null,
      );
      if (!customer.isPartner && random.chance(0.2)) seedDeal(seeder, customer, random.pick(partners), opportunityId);
      return opportunityId;
    }),
  );
}

function seedOpportunity(seeder: Seeder, customer: Customer, catalog: Catalog, campaignId: string | null): string {
  const { random } = seeder;
  const items = random.chance(0.75) ? Array.from({ length: random.int(1, 4) }, () => lineItem(seeder, catalog)) : [];
  const closesIn = random.int(-300, 150);
  const stage =
    closesIn < 0
      ? random.weighted([
          ['Closed Won', 3],
          ['Closed Lost', 2],
        ])
      : random.weighted(openStages);
  const daysAgo = Math.max(1, Math.min(customer.daysAgo, random.int(10, 90) - Math.min(0, closesIn)));
  const amount = items.reduce((sum, item) => sum + item.Quantity * item.UnitPrice, 0) || random.int(2, 90) * 1000;
  const id = seeder.add(
    'Opportunity',
    {
      Name: `${customer.name} - ${random.pick(['New Site', 'Expansion', 'Renewal', 'Pilot', 'Upgrade'])}`,
      AccountId: customer.accountId,
      StageName: stage,
      CloseDate: seeder.date(closesIn),
      Amount: amount,
      Type: random.pick(['Existing Customer - Upgrade', 'New Customer', 'Existing Customer - Replacement']),
      LeadSource: random.pick(['Web', 'Partner Referral', 'Phone Inquiry', null]),
      NextStep: stage.startsWith('Closed') ? null : random.pick(['Send the offer', 'Arrange a demo', 'Meet the buyer']),
      CampaignId: campaignId,
      Pricebook2Id: items.length > 0 ? catalog.pricebookId : null,
      HasOpportunityLineItem: items.length > 0 ? 1 : 0,
      TotalOpportunityQuantity: items.reduce((sum, item) => sum + item.Quantity, 0) || null,
      OwnerId: customer.ownerId,
    },
    daysAgo,
  );
  for (const item of items) seeder.add('OpportunityLineItem', { OpportunityId: id, ...item }, daysAgo);
  for (const [index, contactId] of customer.contactIds.slice(0, random.int(0, 2)).entries()) {
    const role = random.pick(['Decision Maker', 'Economic Buyer', 'Evaluator', 'Influencer']);
    const isPrimary = index === 0 ? 1 : 0;
    seeder.add(
      'OpportunityContactRole',
      { OpportunityId: id, ContactId: contactId, Role: role, IsPrimary: isPrimary },
      daysAgo,
    );
  }
  return id;
}

function lineItem({ random }: Seeder, { entries }: Catalog) {
  const entry: CatalogEntry = random.pick(entries);
  return { PricebookEntryId: entry.entryId, Quantity: random.int(1, 20), UnitPrice: entry.price };
}

function seedDeal(seeder: Seeder, customer: Customer, partner: Customer, opportunityId: string): void {
  const { random } = seeder;
  const submitted = -random.int(5, 120);
  seeder.add(
    'Deal_Registration__c',
    {
      Account__c: customer.accountId,
      Opportunity__c: opportunityId,
      Partner_Account__c: partner.accountId,
      Partner_Contact__c: partner.contactIds[0] ?? null,
      Status__c: random.weighted([
        ['Draft', 1],
        ['Submitted', 3],
        ['Approved', 4],
        ['Rejected', 2],
        ['Expired', 1],
      ]),
      Regions__c: random.pick(['Americas', 'EMEA', 'APAC', 'Americas;EMEA', 'Americas;EMEA;APAC']),
      Amount__c: random.int(3, 200) * 1000,
      Discount__c: random.pick([0, 5, 10, 12.5, 20]),
      Submitted_On__c: seeder.date(submitted),
      Expires_On__c: seeder.date(submitted + 90),
      Review_Time__c: random.pick(['09:00:00.000Z', '13:30:00.000Z', '16:15:00.000Z']),
      Exclusive__c: random.chance(0.3) ? 1 : 0,
      Contact_Email__c: 'deals@partner.example',
      Justification__c: random.chance(0.5) ? `${partner.name} brought ${customer.name} to us.` : null,
      External_Key__c: `DEAL-${opportunityId.slice(9, 15)}`,
    },
    -submitted,
  );
}
