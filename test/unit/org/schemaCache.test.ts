import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SchemaCache, type SchemaCacheOptions } from '../../../server/src/org/schemaCache.ts';
import { schemaStore } from '../../../server/src/org/schemaStore.ts';
import { field } from '../../harness/describeField.ts';
import { manualTimers } from '../base/manualTimers.ts';
import { type FakeOrg, fakeOrg } from './fakeOrg.ts';

const minutes = 60_000;

describe('the schema cache', () => {
  let folder: string;
  let org: FakeOrg;
  let opened: SchemaCache[];
  beforeEach(async () => {
    opened = [];
    folder = await mkdtemp(join(tmpdir(), 'schema-'));
    org = fakeOrg({ Account: [field('Id'), field('Name')], Contact: [field('Id')], Case: [field('Id')] });
  });
  afterEach(async () => {
    await saved();
    await rm(folder, { recursive: true });
  });

  const saved = () => Promise.all(opened.map(cache => cache.saved()));

  /** A cache as a newly started server has it. `until` resolves when the condition holds after some arrival. */
  function open(more: Partial<SchemaCacheOptions> = {}) {
    const timers = manualTimers();
    timers.advance(Date.now());
    const warnings: string[] = [];
    let wake: () => void = () => undefined;
    const ignore = () => undefined;
    const cache = new SchemaCache({
      transport: org,
      apiVersion: async () => '67.0',
      store: version => schemaStore(join(folder, version)),
      currentForMs: 5 * minutes,
      timers,
      log: {
        error: ignore,
        info: ignore,
        trace: ignore,
        warn(message) {
          warnings.push(message);
          wake();
        },
      },
      onChange: () => wake(),
      ...more,
    });
    opened.push(cache);
    const until = (condition: () => boolean) =>
      new Promise<void>(resolve => {
        wake = () => condition() && resolve();
        wake();
      });
    return { cache, timers, warnings, until };
  }
  const known = (cache: SchemaCache, name: string) => typeof cache.snapshot.object(name) !== 'string';
  const everything = { objectList: true, objects: ['account'] };

  it('fetches what is wanted, each once, without making anyone wait', async () => {
    const { cache, until } = open();
    assert.equal(cache.snapshot.object('Account'), 'missing');
    cache.want(everything);
    cache.want(everything);
    assert.equal(cache.snapshot.objects, undefined);
    await until(() => known(cache, 'ACCOUNT'));
    assert.deepEqual(org.takeCalls(), ['', 'Account']);
    assert.equal(cache.snapshot.object('Nothing'), 'absent');
    assert.equal(cache.snapshot.object('Contact'), 'missing');
  });

  it('finds names without case, and leaves out what nobody reads', async () => {
    org.objects.Contact = [field('AccountId', { referenceTo: ['Account'], relationshipName: 'Account' })];
    const contact = await open().cache.describe('contact');
    assert.equal(contact.field('accountid')?.name, 'AccountId');
    assert.equal(contact.relationship('ACCOUNT')?.name, 'AccountId');
    assert.equal(contact.childRelationship('contacts')?.childObject, 'Contact');
    assert.equal(contact.childRelationships.length, 1);
  });

  it('an old snapshot never changes', async () => {
    const { cache } = open();
    await cache.objects();
    const before = cache.snapshot;
    await cache.describe('Account');
    assert.equal(before.object('Account'), 'missing');
  });

  it('starts warm from disk, without a call while that is current, and without the org', async () => {
    await open().cache.describe('Account');
    await saved();
    org.takeCalls();
    org.down = true;
    const { cache, until, timers, warnings } = open();
    cache.want(everything);
    await until(() => known(cache, 'Account'));
    assert.deepEqual(org.takeCalls(), []);
    timers.advance(6 * minutes);
    cache.want({ objectList: false, objects: [] });
    await until(() => warnings.length > 0);
    assert(known(cache, 'Account'));
  });

  it('asks every few minutes whether something changed: one call if not', async () => {
    const { cache, timers } = open();
    await cache.describe('Account');
    await saved();
    org.takeCalls();
    const lookAgain = async () => {
      timers.advance(6 * minutes);
      cache.want(everything);
      cache.want(everything);
      await new Promise(setImmediate);
      return org.takeCalls();
    };
    assert.deepEqual(await lookAgain(), ['?']);
    assert.deepEqual(await lookAgain(), ['?']);
  });

  it('shows what changed in the org without being told', async () => {
    const { cache, timers, until } = open();
    await cache.describe('Account');
    org.objects.Account = [field('Id'), field('New__c')];
    org.stamp = 'Tue, 02 Jun 2026 00:00:00 GMT';
    timers.advance(6 * minutes);
    cache.want(everything);
    await until(() => {
      const account = cache.snapshot.object('Account');
      return typeof account !== 'string' && account.field('New__c') !== undefined;
    });
  });

  it('pauses after a failure instead of asking with each key', async () => {
    org.down = true;
    const { cache, timers, warnings, until } = open();
    cache.want(everything);
    await until(() => warnings.length === 2);
    cache.want(everything);
    assert.deepEqual(org.takeCalls(), ['']);
    timers.advance(1 * minutes);
    org.down = false;
    cache.want(everything);
    await until(() => known(cache, 'Account'));
  });

  it('does not ask for objects that the org does not have', async () => {
    const { cache } = open();
    await cache.objects();
    org.takeCalls();
    cache.want({ objectList: false, objects: ['Nothing'] });
    await assert.rejects(cache.describe('Nothing'), { code: 'NOT_FOUND' });
    assert.deepEqual(org.takeCalls(), []);
  });

  it('refresh asks for what is in use, whatever the dates say', async () => {
    const { cache } = open();
    await cache.describe('Account');
    org.takeCalls();
    org.objects.Account = [field('Id')];
    await cache.refresh();
    assert.deepEqual(org.takeCalls(), ['', 'Account']);
    const account = await cache.describe('Account');
    assert.equal(account.fields.length, 1);
  });

  it('asks for several objects in one call, and then for what those refer to', async () => {
    const lookup = (name: string, to: string) => field(name, { referenceTo: [to], relationshipName: name });
    org.objects.Contact = [lookup('Account', 'Account'), lookup('Owner', 'User')];
    org.objects.User = [lookup('Manager', 'User'), lookup('Profile', 'Profile')];
    org.objects.Profile = [field('Id')];
    const { cache, until } = open();
    cache.want({ objectList: true, objects: ['Contact', 'Case'] });
    await until(() => known(cache, 'Account') && known(cache, 'User'));
    assert.deepEqual(org.takeCalls(), ['', 'Case+Contact', 'Account+User']);
    // Only one step far: nobody has asked for a path through the user yet.
    assert(!known(cache, 'Profile'));
  });

  it('revalidates what is in memory in one call', async () => {
    const { cache, timers, until } = open();
    await Promise.all([cache.describe('Account'), cache.describe('Contact'), cache.describe('Case')]);
    await saved();
    org.takeCalls();
    org.objects.Case = [field('Id'), field('New__c')];
    org.stamp = 'Tue, 02 Jun 2026 00:00:00 GMT';
    timers.advance(6 * minutes);
    cache.want(everything);
    await until(() => {
      const changed = cache.snapshot.object('Case');
      return typeof changed !== 'string' && changed.field('New__c') !== undefined;
    });
    assert.deepEqual(org.takeCalls(), ['?', 'Account?+Case?+Contact?']);
  });

  it('remembers what changed, over restarts, and from files too', async () => {
    org.objects.Account = [field('Id'), field('Old__c'), field('Size__c', { type: 'double' }), field('Gone__c')];
    await open().cache.describe('Account');
    await saved();
    org.objects.Account = [
      field('Id'),
      field('New__c', { label: 'Old__c' }),
      field('Size__c', { type: 'string' }),
      field('More__c'),
    ];
    org.objects.Fresh__c = [field('Id')];
    const { cache } = open();
    await cache.objects();
    await cache.refresh();
    await cache.describe('Account');
    await saved();
    const changes = await open().cache.changes();
    const told = changes.map(({ object, kind, field: name, from, to }) =>
      [object, kind, name, from, to].filter(Boolean).join(' '),
    );
    assert.deepEqual(told, [
      'Account fieldRenamed New__c Old__c',
      'Account fieldAdded More__c',
      'Account fieldRemoved Gone__c',
      'Account fieldRetyped Size__c double string',
      'Fresh__c objectAdded',
    ]);
  });

  it('tells a change once, though several windows notice it, and again when it comes back', async () => {
    const windows = [open().cache, open().cache];
    for (const cache of windows) await cache.describe('Account');
    await saved();
    const refreshed = async (...fields: readonly string[]) => {
      org.objects.Account = fields.map(name => field(name));
      for (const cache of windows) await cache.refresh('Account').then(saved);
      return (await open().cache.changes()).map(({ kind, field: name }) => `${kind} ${name}`);
    };
    const added = await refreshed('Id', 'Name', 'New__c');
    assert.deepEqual(added, ['fieldAdded New__c']);
    const removed = await refreshed('Id', 'Name');
    assert.deepEqual(removed, ['fieldRemoved New__c', ...added]);
    assert.deepEqual(await refreshed('Id', 'Name', 'New__c'), ['fieldAdded New__c', ...removed]);
  });

  it('shares its files with other windows that read and write them at the same time', async () => {
    const windows = Array.from({ length: 4 }, () => open());
    for (let round = 0; round < 20; round++) {
      org.objects.Account = [field('Id'), ...Array.from({ length: 50 }, (_, at) => field(`Field${round}_${at}__c`))];
      const changes = windows.map(({ cache }) => cache.refresh('Account'));
      const reader = open();
      const seen = await reader.cache.describe('Account');
      assert.equal(seen.fields[0]?.name, 'Id');
      await Promise.all([...changes, ...windows.map(({ cache }) => cache.saved())]);
    }
    assert.deepEqual(
      windows.flatMap(({ warnings }) => warnings),
      [],
    );
    assert.ok((await open().cache.describe('Account')).field('Field19_49__c'));
  });

  it('tells how much is being asked for', async () => {
    const pending: number[] = [];
    const { cache } = open({ onAsking: count => pending.push(count) });
    await cache.describe('Account');
    assert.deepEqual(pending, [1, 0, 1, 0]);
  });

  it('takes files that it cannot read as missing', async () => {
    await open().cache.describe('Account');
    await saved();
    await writeFile(join(folder, '67.0', 'object.account.json'), '{"format":0}');
    await writeFile(join(folder, '67.0', 'objects.json'), '{"for');
    org.takeCalls();
    const account = await open().cache.describe('Account');
    assert.equal(account.fields.length, 2);
    assert.deepEqual(org.takeCalls(), ['', 'Account']);
  });
});
