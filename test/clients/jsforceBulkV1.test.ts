import assert from 'node:assert/strict';
import { Connection } from 'jsforce';
import { type LocalOrg, startLocalOrg } from '../harness/localOrg.ts';

interface Result {
  readonly id: string;
  readonly success: boolean;
  readonly created: boolean;
  readonly errors: readonly string[];
}

describe('jsforce with the first Bulk API of the local org', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  let connection: Connection;
  before(async () => {
    org = await startLocalOrg();
    connection = new Connection({ instanceUrl: org.origin, accessToken: org.accessToken, version: '66.0' });
    connection.bulk.pollInterval = 20;
  });
  after(() => org.stop());

  const count = async (where: string) =>
    (await connection.query(`SELECT COUNT() FROM UpsertTable__c WHERE ${where}`)).totalSize;

  it('inserts, updates, upserts and deletes, and tells what became of each row', async () => {
    const rows = Array.from({ length: 700 }, (_, index) => ({ Name: `V1 ${index}`, ExtId__c: `v1-${index}` }));
    const inserted = (await connection.bulk.load('UpsertTable__c', 'insert', rows)) as unknown as Result[];
    assert.equal(inserted.filter(({ success, created }) => success && created).length, 700);
    const ids = inserted.map(({ id }) => id);
    const changes = ids.slice(0, 2).map(Id => ({ Id, Name: 'V1 changed' }));
    const updated = (await connection.bulk.load('UpsertTable__c', 'update', changes)) as unknown as Result[];
    assert.deepEqual(
      updated.map(({ id, success, created }) => [id, success, created]),
      ids.slice(0, 2).map(id => [id, true, false]),
    );
    assert.equal(await count("Name = 'V1 changed'"), 2);
    const mixed = [{ Name: 'Old', ExtId__c: 'v1-5' }, { Name: 'New', ExtId__c: 'v1-new' }, { Name: 'No key' }];
    const upserted = (await connection.bulk.load(
      'UpsertTable__c',
      'upsert',
      { extIdField: 'ExtId__c' },
      mixed,
    )) as unknown as Result[];
    assert.deepEqual(
      upserted.map(({ success, created }) => [success, created]),
      [
        [true, false],
        [true, true],
        [false, false],
      ],
    );
    assert.match(upserted[2]?.errors[0] ?? '', /^MISSING_ARGUMENT:/);
    await connection.bulk.load(
      'UpsertTable__c',
      'delete',
      ids.map(Id => ({ Id })),
    );
    assert.equal(await count("ExtId__c LIKE 'v1-%'"), 1);
  });

  it('meets faults on demand', async () => {
    const rows = [{ Name: 'F1' }, { Name: 'F2' }];
    await org.fault({ fault: 'unableToLockRow' });
    const locked = (await connection.bulk.load('Account', 'insert', rows)) as unknown as Result[];
    assert.deepEqual(
      locked.map(({ success, errors }) => [success, errors[0]?.split(':')[0]]),
      [
        [false, 'UNABLE_TO_LOCK_ROW'],
        [true, undefined],
      ],
    );
    await org.fault({ fault: 'bulkJobFailed', message: 'On demand' });
    await assert.rejects(async () => connection.bulk.load('Account', 'insert', rows), /On demand/);
  });

  it('queries', async () => {
    const stream = await connection.bulk.query('SELECT Id, Name FROM BigTable__c');
    let rows = 0;
    for await (const _ of stream.stream()) rows += String(_).split('\n').length - 1;
    assert.equal(rows, 6001);
  });

  it('gets told why a job or a batch fails', async () => {
    await assert.rejects(
      async () => connection.bulk.load('Nope__c', 'insert', [{ Name: 'x' }]),
      /Unable to find object/,
    );
    await assert.rejects(
      async () => connection.bulk.load('Account', 'insert', [{ Nope: 'x' }]),
      /Field name not found : Nope/,
    );
    await assert.rejects(async () => connection.bulk.query('SELECT Nope FROM Account'), /No such column 'Nope'/);
  });
});
