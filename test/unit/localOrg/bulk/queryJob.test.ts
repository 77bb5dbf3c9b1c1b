import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { openJobStore } from '../../../../server/src/localOrg/bulk/jobStore.ts';
import { openPages, rowsInPiece } from '../../../../server/src/localOrg/bulk/query/pages.ts';
import { processQuery } from '../../../../server/src/localOrg/bulk/query/process.ts';
import { resultRows } from '../../../../server/src/localOrg/bulk/query/results.ts';
import { loadSchema } from '../../../../server/src/localOrg/schema/schema.ts';
import { openDatabase } from '../../../../server/src/localOrg/storage/database.ts';
import { idOf } from '../../../../server/src/localOrg/storage/ids.ts';
import { temporaryFolder } from '../../../harness/localOrg.ts';

const userId = idOf('005', 1);
const contentType = 'CSV' as const;
const format = { columnDelimiter: 'COMMA', lineEnding: 'LF' } as const;
const source = { kind: 'query', operation: 'query', object: 'BigTable__c', externalIdFieldName: null } as const;
const asked = {
  ...source,
  query: 'SELECT Name FROM BigTable__c',
  contentType,
  format,
  apiVersion: 66,
  createdById: userId,
};
const user = () => ({ id: userId, timeZone: 'UTC', locale: 'en_US' });

describe('a query job of the local org', () => {
  it('leaves no gap in its results where records go away while it runs', async () => {
    const database = openDatabase({ schema: loadSchema({ profile: 'test' }) });
    const insert = database.sqlite.prepare('INSERT INTO BigTable__c (Id, Name) VALUES (?, ?)');
    const names = Array.from({ length: 3 * rowsInPiece }, (_, index) => `Row ${index}, ${'é'.repeat(index % 3)}`);
    for (const [index, name] of names.entries()) insert.run(idOf('a02', index + 1), name);
    const jobs = openJobStore(database, Date.now);
    const pages = openPages(database);
    const gone = new Set([rowsInPiece, rowsInPiece + 7, 2 * rowsInPiece + 1, 3 * rowsInPiece - 1]);
    const erasing: typeof jobs = {
      ...jobs,
      update(job, changes) {
        for (const index of gone) {
          database.prepare('DELETE FROM BigTable__c WHERE Id = ?').run(idOf('a02', index + 1));
        }
        return jobs.update(job, changes);
      },
    };
    const job = jobs.create(asked, 'InProgress');

    await processQuery({ database, jobs: erasing, pages, user }, job, new AbortController().signal);

    const left = names.filter((_, index) => !gone.has(index));
    assert.equal(jobs.find('query', job.id)?.processed, left.length);
    for (const [from, to] of [
      [0, left.length],
      [0, 1],
      [rowsInPiece - 1, rowsInPiece + 9],
      [2 * rowsInPiece - 3, 2 * rowsInPiece],
      [left.length - 2, left.length],
    ] as const) {
      const text = Buffer.concat([...pages.read(job.id, from, to)]).toString();
      assert.equal(
        text,
        left
          .slice(from, to)
          .map(name => `"${name}"\n`)
          .join(''),
      );
    }
    database.close();
  });

  for (const [what, damage, expected] of [
    ['has its rows', () => {}, 'JobComplete null "Row"\n'],
    [
      'says that they are lost where the text is cut',
      (file: string) => fs.truncateSync(file, 3),
      'Failed InternalServerError : The results are lost.',
    ],
    [
      'says that they are lost where the text is gone',
      (file: string) => fs.rmSync(path.dirname(file), { recursive: true }),
      'Failed InternalServerError : The results are lost.',
    ],
  ] as const) {
    it(`${what} when the org starts again`, async () => {
      const file = path.join(fs.mkdtempSync(path.join(temporaryFolder(), 'query-job-')), 'org.sqlite');
      const schema = loadSchema({ profile: 'test' });
      const before = openDatabase({ schema, file });
      before.sqlite.prepare('INSERT INTO BigTable__c (Id, Name) VALUES (?, ?)').run(idOf('a02', 1), 'Row');
      const jobs = openJobStore(before, Date.now);
      const job = jobs.create(asked, 'InProgress');
      await processQuery({ database: before, jobs, pages: openPages(before), user }, job, new AbortController().signal);
      jobs.update(job, { state: 'JobComplete' });
      before.close();
      damage(path.join(`${file}-bulk`, `${job.id}.csv`));

      const after = openDatabase({ schema, file });
      const found = openJobStore(after, Date.now);
      const pages = openPages(after);
      const { state, errorMessage, processed } = found.find('query', job.id)!;
      const rows = state === 'JobComplete' ? ` ${Buffer.concat([...pages.read(job.id, 0, processed)])}` : '';
      assert.equal(`${state} ${errorMessage}${rows}`, expected);
      after.close();
    });
  }

  it('tells before its answer begins that its rows are lost or that its query is no longer valid', async () => {
    const file = path.join(fs.mkdtempSync(path.join(temporaryFolder(), 'query-job-')), 'org.sqlite');
    const database = openDatabase({ schema: loadSchema({ profile: 'test' }), file });
    database.sqlite.prepare('INSERT INTO BigTable__c (Id, Name) VALUES (?, ?)').run(idOf('a02', 1), 'Row');
    const jobs = openJobStore(database, Date.now);
    const job = jobs.create(asked, 'InProgress');
    const context = { database, jobs, pages: openPages(database), user };
    await processQuery(context, job, new AbortController().signal);
    assert.equal(Buffer.concat([...resultRows(context, job, 0, 1)].map(Buffer.from)).toString(), '"Name"\n"Row"\n');
    assert.throws(() => resultRows(context, { ...job, query: 'SELECT Gone__c FROM BigTable__c' }, 0, 1), /Gone__c/);
    fs.rmSync(path.join(`${file}-bulk`, `${job.id}.csv`));
    assert.throws(() => resultRows(context, job, 0, 1), { code: 'ENOENT' });
    database.close();
  });

  it('is not complete before its text is on the disk', async () => {
    const database = openDatabase({ schema: loadSchema({ profile: 'test' }) });
    const jobs = openJobStore(database, Date.now);
    const job = jobs.create(asked, 'InProgress');
    const pages = { ...openPages(database), flush: () => Promise.reject(new Error('no space')) };
    await assert.rejects(processQuery({ database, jobs, pages, user }, job, new AbortController().signal), /no space/);
    database.close();
  });

  it('is gone where an older version kept its results elsewhere, and its id is not given again', () => {
    const database = openDatabase({ schema: loadSchema({ profile: 'test' }) });
    const jobs = openJobStore(database, Date.now);
    const job = jobs.create(asked, 'JobComplete');
    database.sqlite.exec('CREATE TABLE local_bulk_page (job TEXT)');
    openPages(database);
    assert.equal(jobs.find('query', job.id), undefined);
    assert.notEqual(jobs.create(asked, 'JobComplete').id, job.id);
    database.close();
  });
});
