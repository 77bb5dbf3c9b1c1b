import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadSchema } from '../../../../server/src/localOrg/schema/schema.ts';
import { DatabaseInUseError, openDatabase } from '../../../../server/src/localOrg/storage/database.ts';
import { schemaStamp } from '../../../../server/src/localOrg/storage/schemaStamp.ts';

const sample = loadSchema({ profile: 'sample' });
const test = loadSchema({ profile: 'test' });

describe('database', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'local-org-'));
    file = path.join(folder, 'org.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('has one holder at a time', () => {
    const first = openDatabase({ schema: sample, file });
    assert.throws(() => openDatabase({ schema: sample, file }), DatabaseInUseError);
    first.close();
    openDatabase({ schema: sample, file }).close();
  });

  it('is free again after a crash of its holder', async () => {
    const code = `const { DatabaseSync } = require('node:sqlite');
      const held = new DatabaseSync(process.argv[1]);
      held.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; BEGIN EXCLUSIVE; COMMIT');
      console.log('held');
      setInterval(() => held, 1000);`;
    const holder = spawn(process.execPath, ['-e', code, file], { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(holder.stdout, 'data');
    assert.throws(() => openDatabase({ schema: sample, file }), DatabaseInUseError);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    openDatabase({ schema: sample, file }).close();
  });

  it('gains the tables and columns of a newer schema', () => {
    const older = openDatabase({ schema: sample, file });
    older.sqlite.exec(
      `ALTER TABLE Contact DROP COLUMN Name; INSERT INTO Contact (Id, LastName, FirstName) VALUES ('1', 'Silva', 'Ana')`,
    );
    older.close();
    const newer = openDatabase({ schema: test, file });
    assert.equal(newer.prepare('SELECT Name FROM Contact').get()?.Name, 'Ana Silva');
    assert.equal(newer.prepare('SELECT count(*) AS rows FROM BigTable__c').get()?.rows, 0);
    newer.close();
  });

  it('undoes a transaction that fails, and only the inner one of two', () => {
    const database = openDatabase({ schema: sample });
    const insert = (id: string): void => void database.prepare('INSERT INTO Lead (Id) VALUES (?)').run(id);
    const fail = (): never => {
      throw new Error('no');
    };
    database.transaction(() => {
      insert('a');
      assert.throws(() => database.transaction(() => [insert('b'), fail()]));
    });
    assert.throws(() => database.transaction(() => [insert('c'), fail()]));
    assert.deepEqual(
      database
        .prepare('SELECT Id FROM Lead')
        .all()
        .map(row => row.Id),
      ['a'],
    );
    database.close();
  });

  it('remembers when its schema changed', () => {
    const monday = new Date('2026-05-04T09:00:00.000Z');
    const stampOf = (schema: typeof sample, now: Date): Date => {
      const database = openDatabase({ schema, file });
      const { lastModified } = schemaStamp(database, now);
      database.close();
      return lastModified;
    };
    assert.deepEqual(stampOf(sample, monday), monday);
    assert.deepEqual(stampOf(sample, new Date('2026-05-05T09:00:00.000Z')), monday);
    const wednesday = new Date('2026-05-06T09:00:00.700Z');
    assert.deepEqual(stampOf(test, wednesday), new Date('2026-05-06T09:00:00.000Z'));
  });
});
