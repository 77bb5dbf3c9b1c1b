import type { Catalog } from './catalog.ts';
import type { Customer } from './customers.ts';
import type { Seeder } from './seeder.ts';

/** What customers have signed, ordered and own. */
export function seedFulfillment(seeder: Seeder, customers: readonly Customer[], catalog: Catalog): void {
  for (const customer of customers) {
    if (!seeder.random.chance(0.35)) continue;
    const contractId = seedContract(seeder, customer);
    seedOrder(seeder, customer, catalog, contractId);
    seedAssets(seeder, customer, catalog);
  }
}

function seedContract(seeder: Seeder, customer: Customer): string {
  const { random } = seeder;
  const start = -random.int(10, customer.daysAgo);
  const term = random.pick([12, 24, 36]);
  return seeder.add(
    'Contract',
    {
      AccountId: customer.accountId,
      Status: random.chance(0.8) ? 'Activated' : 'Draft',
      StartDate: seeder.date(start),
      ContractTerm: term,
      EndDate: seeder.date(start + Math.round(term * 30.44) - 1),
      CustomerSignedId: customer.contactIds[0] ?? null,
      CustomerSignedDate: seeder.date(start),
      OwnerExpirationNotice: '60',
      ...seeder.address('Billing'),
      OwnerId: customer.ownerId,
    },
    -start,
  );
}

function seedOrder(seeder: Seeder, customer: Customer, catalog: Catalog, contractId: string): void {
  const { random } = seeder;
  const start = -random.int(1, Math.min(200, customer.daysAgo));
  const lines = Array.from({ length: random.int(1, 3) }, () => ({
    entry: random.pick(catalog.entries),
    quantity: random.int(1, 12),
  }));
  const orderId = seeder.add(
    'Order',
    {
      AccountId: customer.accountId,
      ContractId: contractId,
      Pricebook2Id: catalog.pricebookId,
      EffectiveDate: seeder.date(start),
      Status: random.chance(0.7) ? 'Activated' : 'Draft',
      Type: 'New',
      BillToContactId: customer.contactIds[0] ?? null,
      PoNumber: `PO-${random.int(10000, 99999)}`,
      TotalAmount: lines.reduce((sum, { entry, quantity }) => sum + entry.price * quantity, 0),
      ...seeder.address('Shipping'),
      OwnerId: customer.ownerId,
    },
    -start,
  );
  for (const { entry, quantity } of lines) {
    seeder.add('OrderItem', { OrderId: orderId, PricebookEntryId: entry.entryId, Quantity: quantity }, -start);
  }
}

function seedAssets(seeder: Seeder, customer: Customer, catalog: Catalog): void {
  const { random } = seeder;
  const count = random.int(0, 3);
  for (let index = 0; index < count; index++) {
    const { productId, price } = random.pick(catalog.entries);
    const installed = -random.int(1, customer.daysAgo);
    seeder.add(
      'Asset',
      {
        Name: `${customer.name} unit ${index + 1}`,
        AccountId: customer.accountId,
        ContactId: customer.contactIds[0] ?? null,
        Product2Id: productId,
        SerialNumber: `SN${random.int(100000, 999999)}`,
        Status: random.pick(['Shipped', 'Installed', 'Registered']),
        InstallDate: seeder.date(installed),
        Price: price,
        Quantity: random.int(1, 5),
        OwnerId: customer.ownerId,
      },
      -installed,
    );
  }
}
