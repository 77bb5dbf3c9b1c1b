import type { Customer } from './customers.ts';
import type { Seeder } from './seeder.ts';

const taskCount = 900;
const eventCount = 380;
const noteCount = 120;

/** Tasks, events and notes around customers' people, opportunities and cases. */
export function seedActivities(
  seeder: Seeder,
  customers: readonly Customer[],
  related: { readonly opportunities: readonly string[]; readonly cases: readonly string[] },
): void {
  const { random } = seeder;
  const about = () => {
    const customer = random.pick(customers);
    return {
      WhoId: random.chance(0.8) ? random.pick(customer.contactIds) : null,
      WhatId: random.pick([customer.accountId, random.pick(related.opportunities), random.pick(related.cases), null]),
      OwnerId: customer.ownerId,
    };
  };
  for (let index = 0; index < taskCount; index++) seedTask(seeder, about());
  for (let index = 0; index < eventCount; index++) seedEvent(seeder, about());
  for (let index = 0; index < noteCount; index++) seedNote(seeder, random.pick(customers));
}

type About = { WhoId: string | null; WhatId: string | null; OwnerId: string };

function seedTask(seeder: Seeder, about: About): void {
  const { random } = seeder;
  const due = random.int(-120, 30);
  const isDone = due < 0 && random.chance(0.8);
  const isCall = random.chance(0.4);
  seeder.add(
    'Task',
    {
      ...about,
      Subject: isCall ? 'Call' : random.pick(['Send Quote', 'Send Letter', 'Prepare the demo', 'Follow up']),
      TaskSubtype: isCall ? 'Call' : 'Task',
      Status: isDone ? 'Completed' : random.pick(['Not Started', 'In Progress', 'Waiting on someone else']),
      Priority: random.weighted([
        ['High', 1],
        ['Normal', 5],
        ['Low', 1],
      ]),
      ActivityDate: seeder.date(due),
      ...(isDone ? { CompletedDateTime: seeder.workingTime(due) } : {}),
      ...(isCall ? { CallType: 'Outbound', CallDurationInSeconds: random.int(30, 2400) } : {}),
    },
    random.int(1, 20) - Math.min(0, due),
  );
}

function seedEvent(seeder: Seeder, about: About): void {
  const { random } = seeder;
  const days = random.int(-90, 60);
  const start = seeder.workingTime(days);
  const minutes = random.pick([30, 60, 90]);
  const end = new Date(Date.parse(start.replace('+0000', 'Z')) + minutes * 60_000).toISOString().replace('Z', '+0000');
  seeder.add(
    'Event',
    {
      ...about,
      Subject: random.pick(['Meeting', 'Call', 'Demo', 'Quarterly review']),
      Location: random.pick(['Their office', 'Online', 'Our office', null]),
      StartDateTime: start,
      ActivityDateTime: start,
      ActivityDate: start.slice(0, 10),
      EndDateTime: end,
      EndDate: end.slice(0, 10),
      DurationInMinutes: minutes,
      EventSubtype: 'Event',
      GroupEventType: '0',
    },
    random.int(1, 20) - Math.min(0, days),
  );
}

function seedNote(seeder: Seeder, { accountId, contactIds, ownerId }: Customer): void {
  const { random } = seeder;
  const [Title, Body] = random.pick([
    ['Visit', 'The sensors of the first hall are in use. The second hall follows next year.'],
    ['Next steps', 'They send the drawings, we send a quote within two weeks.'],
    ['Price list', 'Sent the price list for orders of more than a hundred pieces.'],
    ['Invoices', 'Invoices go to the head office, deliveries to the plant.'],
  ] as const);
  const ParentId = random.chance(0.5) ? accountId : random.pick(contactIds);
  seeder.add('Note', { ParentId, Title, Body, OwnerId: ownerId }, random.int(1, 300));
}
