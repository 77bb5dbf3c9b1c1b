import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OrgDatabase } from './database.ts';

/**
 * Runs asynchronous work in one transaction, and keeps what it wrote if `keep` says so of its result.
 *
 * There is one connection, so nothing else may use the database while the work waits. The work therefore begins a turn
 * of the event loop and must end within it: it may await what is settled already, as a body in memory is, but never a
 * socket, a file or a timer. Promises alone are continued before Node looks at any other event. Work that breaks this
 * is undone and reported, for it may have mixed its writes with those of others.
 */
export async function transactionOfOneTurn<Result>(
  { sqlite }: OrgDatabase,
  work: () => Promise<Result>,
  keep: (result: Result) => boolean,
): Promise<Result> {
  await nextTurn();
  let turnEnded = false;
  const watch = setImmediate(() => {
    turnEnded = true;
  });
  sqlite.exec('BEGIN');
  try {
    const result = await work();
    if (turnEnded) throw new Error('Work in a transaction waited for something outside of the process');
    sqlite.exec(keep(result) ? 'COMMIT' : 'ROLLBACK');
    return result;
  } catch (error) {
    if (sqlite.isTransaction) sqlite.exec('ROLLBACK');
    throw error;
  } finally {
    clearImmediate(watch);
  }
}
