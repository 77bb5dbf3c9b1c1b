import { idOf } from '../storage/ids.ts';
import { adminId, type Seeder } from './seeder.ts';

/** More than two pages of query results. */
const bigTableRows = 6000;
const upsertTableRows = 20;

/** The rows that the test suites of API clients expect. */
export function seedTestTables(seeder: Seeder): void {
  const { random } = seeder;
  for (let number = 1; number <= bigTableRows; number++) {
    const padded = String(number).padStart(5, '0');
    seeder.add(
      'BigTable__c',
      {
        Name: `Row ${padded}`,
        OwnerId: adminId,
        Account__c: idOf('001', 1 + (number % 100)),
        Code__c: `R${padded}`,
        Title__c: `Row number ${number}`,
        Notes__c: number % 3 === 0 ? `A note, with a comma and a "quote"\nand a second line on row ${number}` : null,
        Status__c: random.pick(['New', 'Active', 'Closed']),
        Number__c: number,
        Ratio__c: random.int(0, 1_000_000) / 1_000_000,
        Amount__c: random.int(0, 10_000_000) / 100,
        Share__c: random.int(0, 10_000) / 100,
        Date__c: seeder.date(-random.int(0, 700)),
        DateTime__c: seeder.workingTime(-random.int(0, 700)),
        Flag__c: number % 2,
        Email__c: `row${number}@big.example`,
        Phone__c: seeder.phone(),
        Website__c: `https://big.example/${number}`,
      },
      random.int(0, 300),
    );
  }
  for (let number = 1; number <= upsertTableRows; number++) {
    seeder.add('UpsertTable__c', { Name: `Upsert ${number}`, ExtId__c: `ID${String(number).padStart(6, '0')}` });
  }
}
