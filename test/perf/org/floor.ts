import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { loadSchema } from '../../../server/src/localOrg/schema/schema.ts';
import { openDatabase } from '../../../server/src/localOrg/storage/database.ts';
import { idOf } from '../../../server/src/localOrg/storage/ids.ts';
import { createIndexes } from '../../../server/src/localOrg/storage/tables.ts';
import { tempDir } from '../../host/tempHome.ts';

/**
 * Rows per second of processor time that SQLite alone writes and reads: the same table, indexes and columns, and nothing
 * around it.
 */
export function directly(
  rows: number,
  columns: readonly string[],
): { readonly inserted: number; readonly selected: number } {
  const { sqlite, schema } = openDatabase({
    schema: loadSchema({ profile: 'test' }),
    file: path.join(tempDir(), 'floor.sqlite'),
  });
  createIndexes(sqlite, schema.object('BigTable__c')!);
  const inserted = perSecond(rows, () => insert(sqlite, rows));
  const selected = perSecond(rows, () => {
    const select = sqlite.prepare(`SELECT ${columns.join(', ')} FROM BigTable__c`);
    select.setReturnArrays(true);
    for (const row of select.iterate()) if (row === undefined) throw new Error('no row');
  });
  sqlite.close();
  return { inserted, selected };
}

const audit = '2026-05-01T07:25:37.000+0000';
const user = idOf('005', 1);

function insert(sqlite: DatabaseSync, rows: number): void {
  const names =
    'Id,Name,OwnerId,CreatedDate,CreatedById,LastModifiedDate,LastModifiedById,SystemModstamp,Code__c,Title__c,Status__c,Number__c,Amount__c,Date__c,DateTime__c,Flag__c,Email__c,Phone__c,Website__c';
  const marks = names.split(',').map(() => '?');
  const statement = sqlite.prepare(`INSERT INTO BigTable__c (${names}) VALUES (${marks})`);
  sqlite.exec('BEGIN');
  for (let number = 1; number <= rows; number++) {
    if (number % 500 === 0) sqlite.exec('COMMIT; BEGIN');
    statement.run(
      idOf('a02', number),
      `Row ${number}`,
      user,
      audit,
      user,
      audit,
      user,
      audit,
      `N${number}`,
      `Row number ${number}, made up`,
      'Active',
      number,
      number / 100,
      '2026-05-01',
      audit,
      number % 2,
      `row${number}@big.example`,
      '(555) 010-0100',
      `https://big.example/${number}`,
    );
  }
  sqlite.exec('COMMIT');
}

function perSecond(rows: number, work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return rows / ((user + system) / 1_000_000);
}
