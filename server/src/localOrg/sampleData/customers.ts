import { idOf } from '../storage/ids.ts';
import { firstNames, jobs, lastNames } from './people.ts';
import type { Seeder } from './seeder.ts';
import { companyStems, trades } from './vocabulary.ts';

export interface Customer {
  readonly accountId: string;
  readonly name: string;
  readonly isPartner: boolean;
  readonly ownerId: string;
  /** How long the account has been there. */
  readonly daysAgo: number;
  readonly contactIds: readonly string[];
}

const accountCount = 260;

/** Accounts, some below others, with the people who work there. */
export function seedCustomers(seeder: Seeder): readonly Customer[] {
  const customers: Customer[] = [];
  for (let index = 0; index < accountCount; index++) customers.push(seedCustomer(seeder, index, customers));
  return customers;
}

function seedCustomer(seeder: Seeder, index: number, others: readonly Customer[]): Customer {
  const { random } = seeder;
  const [industry, suffixes] = random.pick(trades);
  const stem = companyStems[index % companyStems.length] ?? 'Acme';
  const name = `${stem} ${suffixes[Math.floor(index / companyStems.length) % suffixes.length]}`;
  const isPartner = index % 8 === 7;
  const ownerId = random.pick(seeder.owners);
  const daysAgo = random.int(30, 370);
  const parent = others.length > 20 && random.chance(0.12) ? random.pick(others).accountId : null;
  const employees = random.weighted([
    [random.int(5, 90), 5],
    [random.int(100, 900), 4],
    [random.int(1000, 24000), 2],
  ]);
  const domain = domainOf(name, index);
  const accountId = seeder.add(
    'Account',
    {
      Name: name,
      Type: isPartner
        ? 'Channel Partner / Reseller'
        : random.weighted([
            ['Prospect', 3],
            ['Customer - Direct', 5],
            ['Other', 1],
          ]),
      RecordTypeId: idOf('012', isPartner ? 2 : 1),
      ParentId: parent,
      Industry: industry,
      AnnualRevenue: employees * random.int(90, 260) * 1000,
      NumberOfEmployees: employees,
      Rating: random.pick(['Hot', 'Warm', 'Cold', null]),
      Ownership: random.pick(['Public', 'Private', 'Subsidiary', null]),
      Phone: seeder.phone(),
      Website: `https://www.${domain}`,
      AccountNumber: `AC-${String(index + 1001)}`,
      AccountSource: random.pick(['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', null]),
      ...seeder.address('Billing'),
      ...(random.chance(0.6) ? seeder.address('Shipping') : {}),
      Description: random.chance(0.3) ? `${name} has bought from us since ${2010 + random.int(0, 14)}.` : null,
      OwnerId: ownerId,
    },
    daysAgo,
  );
  const contactIds = seedContacts(seeder, { accountId, ownerId, daysAgo, domain });
  return { accountId, name, isPartner, ownerId, daysAgo, contactIds };
}

function seedContacts(
  seeder: Seeder,
  { accountId, ownerId, daysAgo, domain }: { accountId: string; ownerId: string; daysAgo: number; domain: string },
): readonly string[] {
  const { random } = seeder;
  const ids: string[] = [];
  const count = random.int(1, 6);
  for (let index = 0; index < count; index++) {
    const first = random.pick(firstNames);
    const last = random.pick(lastNames);
    const [title, department] = random.pick(jobs);
    ids.push(
      seeder.add(
        'Contact',
        {
          FirstName: first,
          LastName: last,
          Salutation: random.pick(['Mr.', 'Ms.', 'Dr.', null]),
          AccountId: accountId,
          Title: title,
          Department: department,
          Email: `${first}.${last}${index === 0 ? '' : index}@${domain}`.toLowerCase(),
          Phone: seeder.phone(),
          MobilePhone: random.chance(0.5) ? seeder.phone() : null,
          ReportsToId: index > 0 && random.chance(0.4) ? (ids[0] ?? null) : null,
          LeadSource: random.pick(['Web', 'Phone Inquiry', 'Partner Referral', 'Other', null]),
          Birthdate: random.chance(0.3) ? `${random.int(1958, 2001)}-0${random.int(1, 9)}-${random.int(10, 28)}` : null,
          ...seeder.address('Mailing'),
          OwnerId: ownerId,
        },
        random.int(1, daysAgo),
      ),
    );
  }
  return ids;
}

function domainOf(name: string, index: number): string {
  return `${name.toLowerCase().replaceAll(/[^a-z]/g, '')}${index >= companyStems.length ? index : ''}.example`;
}
