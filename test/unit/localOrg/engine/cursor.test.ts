import assert from 'node:assert/strict';
import { db, open, refusedFor } from './org.ts';

const names = (rows: readonly Readonly<Record<string, unknown>>[]): unknown[] => rows.map(row => row.Name);

describe('query: cursor', () => {
  it('reads page by page, and again from any place', () => {
    const cursor = open('SELECT Name FROM Contact ORDER BY Id');
    assert.deepEqual([cursor.totalSize, cursor.rowCount], [4, 4]);
    assert.deepEqual(names(cursor.read(3)), ['Zoe Young', 'Al Gray', 'Cy Blue']);
    assert.deepEqual(names(cursor.read(3)), ['Di Lone']);
    assert.deepEqual(names(cursor.read(3)), []);
    assert.deepEqual(names(cursor.read(2, 1)), ['Al Gray', 'Cy Blue']);
    cursor.close();
    assert.deepEqual(cursor.read(2, 0), []);
  });

  it('is not disturbed by writes, rollbacks and other queries', () => {
    const cursor = open(`SELECT Name FROM Contact WHERE Name != 'Changed' ORDER BY Name`);
    cursor.read(1);
    db.exec('BEGIN');
    db.exec(`UPDATE Contact SET Name = 'Changed' WHERE Name = 'Cy Blue'`);
    db.exec(`DELETE FROM Contact WHERE Name = 'Di Lone'`);
    assert.deepEqual(names(cursor.read(2)), ['Changed']);
    assert.equal(open('SELECT Id FROM Contact').totalSize, 3);
    db.exec('ROLLBACK');
    assert.deepEqual(names(cursor.read(2)), ['Zoe Young']);
    assert.deepEqual(names(cursor.read(2, 1)), ['Cy Blue', 'Di Lone']);
  });

  it('gives up on more groups than a page holds', () => {
    db.exec('SAVEPOINT groups');
    const insert = db.prepare('INSERT INTO User (Id, Name) VALUES (?, ?)');
    for (let index = 0; index < 2000; index++) insert.run(`u${index}`, `u${index}`);
    const soql = 'SELECT Name FROM User GROUP BY Name';
    const reason = 'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch';
    try {
      refusedFor(soql, 'EXCEEDED_ID_LIMIT', reason);
      assert.equal(open(`${soql} LIMIT 2000`).totalSize, 2000);
    } finally {
      db.exec('ROLLBACK TO groups; RELEASE groups');
    }
  });
});
