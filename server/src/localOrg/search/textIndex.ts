import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { wireDateTime } from '../storage/scalarValues.ts';
import { isStored, quoted } from '../storage/tables.ts';
import { isInScope } from './scopes.ts';
import type { Term } from './term.ts';

/**
 * The records of an object that may hold the term, by SQLite's full-text search: `FROM …`, with the object as `t`, and
 * the parameter of its MATCH. Which of them do hold it the caller has to see: the index knows neither phrases nor
 * fields. All records where the term names no word or beginning of a word that could be looked up.
 *
 * The index is brought up to date first, with what was written since the last search, so that writes cost no more for
 * it. The first search of an object reads all of its texts, see `indexInTurns`.
 */
export function candidates(
  database: OrgDatabase,
  object: ObjectDefinition,
  term: Term,
): { readonly from: string; readonly parameters: readonly string[] } {
  const table = `FROM ${quoted(object.name)} AS t`;
  const expression = matchOf(term);
  if (expression === undefined) return { from: `${table} WHERE TRUE`, parameters: [] };
  const index = upToDate(database, object);
  const join = `${table} JOIN ${index} ON ${index}.rowid = t.rowid`;
  return { from: `${join} WHERE ${index} MATCH ?`, parameters: [expression] };
}

/** The term in the words of FTS5; undefined where it says nothing that an index can answer. */
function matchOf(term: Term): string | undefined {
  switch (term.kind) {
    case 'words':
      return joined(
        term.words.map(({ pattern }) => wordMatch(pattern)).filter(part => part !== undefined),
        ' AND ',
      );
    case 'and':
      return joined(
        term.parts.map(matchOf).filter(part => part !== undefined),
        ' AND ',
      );
    case 'or': {
      const parts = term.parts.map(matchOf);
      return parts.includes(undefined) ? undefined : joined(parts as readonly string[], ' OR ');
    }
    case 'not':
      return undefined;
    default:
      return term satisfies never;
  }
}

function joined(parts: readonly string[], joint: string): string | undefined {
  return parts.length === 0 ? undefined : `(${parts.join(joint)})`;
}

/** A word, or its beginning up to the first wildcard. Words are letters and digits, so there is nothing to escape. */
function wordMatch(pattern: string): string | undefined {
  const beginning = pattern.split(/[*?]/, 1)[0] ?? '';
  if (beginning === '') return undefined;
  return beginning === pattern ? `"${pattern}"` : `"${beginning}"*`;
}

/** Of one turn: some 20 ms of work. */
const rowsInTurn = 2000;

/**
 * Indexes the rows that were never indexed, some in each turn of the event loop, so that the first search of an object
 * with many rows does not hold up other requests. What remains is for `candidates` to do.
 */
export async function indexInTurns(database: OrgDatabase, object: ObjectDefinition): Promise<void> {
  for (;;) {
    const rows = database.transaction(() => {
      const { insert, row, stamp } = open(database, object);
      const inserted = Number(
        database.sqlite.prepare(`${insert} WHERE rowid > ? ORDER BY rowid LIMIT ${rowsInTurn}`).run(row).changes,
      );
      const last = `SELECT max(rowid) FROM (SELECT rowid FROM ${quoted(object.name)} WHERE rowid > ? ORDER BY rowid LIMIT ${rowsInTurn})`;
      const reached = database.sqlite.prepare(`SELECT (${last}) AS row`).get(row)?.row ?? row;
      note(database, object, Number(reached), stamp);
      return inserted;
    });
    if (rows < rowsInTurn) return;
    await nextTurn();
  }
}

/** The name of the object's index, which holds all texts of the records now. */
function upToDate(database: OrgDatabase, object: ObjectDefinition): string {
  return database.joinTransaction(() => {
    const { index, insert, row, stamp } = open(database, object);
    const now = wireDateTime(new Date());
    const modified = object.field('SystemModstamp') === undefined ? "''" : 'SystemModstamp';
    // A record of the second in which the last search was may have been written after it.
    database.sqlite.prepare(`${insert} WHERE rowid > ?1 OR ${modified} >= ?2`).run(row, stamp);
    const last = database.sqlite
      .prepare(`SELECT coalesce(max(rowid), 0) AS row FROM ${quoted(object.name)}`)
      .get()?.row;
    note(database, object, Number(last), now);
    return index;
  });
}

interface OpenIndex {
  readonly index: string;
  /** `INSERT … SELECT … FROM` the object's table. */
  readonly insert: string;
  /** Rows up to here are in the index as they were at `stamp`. */
  readonly row: number;
  readonly stamp: string;
}

function open(database: OrgDatabase, object: ObjectDefinition): OpenIndex {
  const { sqlite } = database;
  const index = quoted(`local_search_${object.name}`);
  const columns = columnsOf(object);
  sqlite.exec(
    'CREATE TABLE IF NOT EXISTS local_search (object TEXT PRIMARY KEY, columns TEXT, row INTEGER, stamp TEXT) STRICT',
  );
  const found = sqlite.prepare('SELECT columns, row, stamp FROM local_search WHERE object = ?').get(object.name);
  const known = found?.columns === columns ? found : undefined;
  if (known === undefined) createIndex(database, index);
  const texts = `SELECT rowid, concat_ws(char(10), ${columns}) FROM ${quoted(object.name)}`;
  const insert = `INSERT OR REPLACE INTO ${index} (rowid, words) ${texts}`;
  return { index, insert, row: Number(known?.row ?? 0), stamp: String(known?.stamp ?? wireDateTime(new Date())) };
}

function note({ sqlite }: OrgDatabase, object: ObjectDefinition, row: number, stamp: string): void {
  const sql = 'INSERT OR REPLACE INTO local_search VALUES (?, ?, ?, ?)';
  sqlite.prepare(sql).run(object.name, columnsOf(object), row, stamp);
}

/** All that can be searched, as SQL names it. */
function columnsOf(object: ObjectDefinition): string {
  const texts = object.fields.filter(field => isStored(field) && isInScope(field, 'ALL'));
  return texts.map(({ name }) => quoted(name)).join();
}

/** It keeps words and rows only; letters with accents are letters of their own, as in `wordsIn`. */
function createIndex({ sqlite }: OrgDatabase, index: string): void {
  const options = `content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61 remove_diacritics 0'`;
  sqlite.exec(`DROP TABLE IF EXISTS ${index}; CREATE VIRTUAL TABLE ${index} USING fts5(words, ${options})`);
}
