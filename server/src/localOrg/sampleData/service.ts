import { idOf } from '../storage/ids.ts';
import type { Customer } from './customers.ts';
import type { Seeder } from './seeder.ts';
import { caseSubjects } from './vocabulary.ts';

const caseCount = 380;

/** Cases of customers' people, some still with the support queue. Returns their ids. */
export function seedService(seeder: Seeder, customers: readonly Customer[]): readonly string[] {
  const { random } = seeder;
  const queueId = idOf('00G', 1);
  return Array.from({ length: caseCount }, () => {
    const customer = random.pick(customers);
    const daysAgo = random.int(1, Math.min(240, customer.daysAgo));
    const status = random.weighted([
      ['New', 3],
      ['Working', 3],
      ['Escalated', 1],
      ['Closed', 6],
    ]);
    const isClosed = status === 'Closed';
    return seeder.add(
      'Case',
      {
        Subject: random.pick(caseSubjects),
        Description: random.chance(0.5) ? 'It happens about twice a week, always after the nightly update.' : null,
        AccountId: customer.accountId,
        ContactId: random.pick(customer.contactIds),
        Status: status,
        Priority: random.weighted([
          ['Low', 2],
          ['Medium', 5],
          ['High', 2],
        ]),
        Origin: random.pick(['Phone', 'Email', 'Web']),
        Type: random.pick(['Mechanical', 'Electrical', 'Electronic', 'Structural', 'Other']),
        Reason: random.pick(['Installation', 'Performance', 'Breakdown', 'Feedback', null]),
        IsEscalated: status === 'Escalated' ? 1 : 0,
        ...(isClosed ? { ClosedDate: seeder.workingTime(-random.int(0, daysAgo - 1)) } : {}),
        OwnerId: status === 'New' ? queueId : random.pick(seeder.owners),
      },
      daysAgo,
    );
  });
}
