import type { Customer } from './customers.ts';
import { firstNames, jobs, lastNames } from './people.ts';
import type { Seeder } from './seeder.ts';
import { companyStems, trades } from './vocabulary.ts';

const leadCount = 420;

/** Campaigns, leads and who was invited. Returns the ids of the campaigns. */
export function seedMarketing(seeder: Seeder, customers: readonly Customer[]): readonly string[] {
  const leads = seedLeads(seeder, customers);
  return [
    'Spring Webinar',
    'Industry Days',
    'Partner Roadshow',
    'Renewal Mailing',
    'Autumn Webinar',
    'Product Launch',
  ].map((name, index) => seedCampaign(seeder, { name, index, leads, customers }));
}

interface Lead {
  readonly id: string;
  readonly isConverted: boolean;
}

function seedLeads(seeder: Seeder, customers: readonly Customer[]): readonly Lead[] {
  const { random } = seeder;
  return Array.from({ length: leadCount }, (_, index) => {
    const first = random.pick(firstNames);
    const last = random.pick(lastNames);
    const [industry, suffixes] = random.pick(trades);
    const company = `${random.pick(companyStems)} ${random.pick(suffixes)}`;
    const isConverted = index % 14 === 13;
    const isDeleted = index % 60 === 59;
    const id = seeder.add(
      'Lead',
      {
        FirstName: first,
        LastName: last,
        Salutation: random.pick(['Mr.', 'Ms.', null]),
        Company: company,
        Title: random.pick(jobs)[0],
        Email: `${first}.${last}${index}@${company.replaceAll(/[^A-Za-z]/g, '')}.example`.toLowerCase(),
        Phone: seeder.phone(),
        LeadSource: random.pick(['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other']),
        Industry: industry,
        Rating: random.pick(['Hot', 'Warm', 'Cold', null]),
        NumberOfEmployees: random.int(3, 4000),
        AnnualRevenue: random.int(1, 400) * 100_000,
        ...seeder.address(''),
        OwnerId: random.pick(seeder.owners),
        IsDeleted: isDeleted ? 1 : 0,
        ...(isConverted ? conversion(seeder, customers) : { Status: random.weighted(openStatuses) }),
      },
      random.int(1, 200),
    );
    return { id, isConverted: isConverted || isDeleted };
  });
}

const openStatuses = [
  ['Open - Not Contacted', 5],
  ['Working - Contacted', 4],
  ['Closed - Not Converted', 2],
] as const;

function conversion(seeder: Seeder, customers: readonly Customer[]): Record<string, string | number | null> {
  const customer = seeder.random.pick(customers);
  return {
    Status: 'Closed - Converted',
    IsConverted: 1,
    ConvertedDate: seeder.date(-seeder.random.int(1, 30)),
    ConvertedAccountId: customer.accountId,
    ConvertedContactId: customer.contactIds[0] ?? null,
  };
}

function seedCampaign(
  seeder: Seeder,
  {
    name,
    index,
    leads,
    customers,
  }: { name: string; index: number; leads: readonly Lead[]; customers: readonly Customer[] },
): string {
  const { random } = seeder;
  const start = index * 60 - 280;
  const isOver = start < -20;
  const invitedLeads = leads.filter(lead => !lead.isConverted && random.chance(0.12));
  const invitedContacts = customers.flatMap(({ contactIds }) => contactIds).filter(() => random.chance(0.05));
  const responses = [...invitedLeads, ...invitedContacts].map(() => isOver && random.chance(0.35));
  const id = seeder.add(
    'Campaign',
    {
      Name: name,
      Type: random.pick(['Conference', 'Webinar', 'Email', 'Direct Mail']),
      Status: isOver ? 'Completed' : start < 0 ? 'In Progress' : 'Planned',
      StartDate: seeder.date(start),
      EndDate: seeder.date(start + 14),
      IsActive: isOver ? 0 : 1,
      BudgetedCost: random.int(5, 60) * 1000,
      ExpectedRevenue: random.int(60, 400) * 1000,
      ExpectedResponse: random.int(2, 20),
      NumberSent: responses.length,
      NumberOfLeads: invitedLeads.length,
      NumberOfContacts: invitedContacts.length,
      NumberOfResponses: responses.filter(Boolean).length,
      NumberOfConvertedLeads: 0,
      OwnerId: random.pick(seeder.owners),
    },
    300 - index * 40,
  );
  const invited = [
    ...invitedLeads.map(lead => ({ LeadId: lead.id })),
    ...invitedContacts.map(ContactId => ({ ContactId })),
  ];
  for (const [position, person] of invited.entries()) {
    seeder.add('CampaignMember', { CampaignId: id, ...person, Status: responses[position] ? 'Responded' : 'Sent' }, 20);
  }
  return id;
}
