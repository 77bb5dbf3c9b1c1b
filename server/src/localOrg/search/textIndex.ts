import type { ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { isStored, quoted } from '../storage/tables.ts';
import { isInScope } from './scopes.ts';
import type { Term } from './term.ts';

/**
 * The records of an object that may hold the term, by SQLite's full-text search: `FROM …`, with the object as `t`, and
 * the parameter of its MATCH. Which of them do hold it the caller has to see: the index knows neither phrases nor
 * fields. All records where the term names no word or beginning of a word that could be looked up.
 *
 * The index is brought up to date first, with what was written since the last search, so that writes cost no more for
 * it. The first search of an object reads all of its texts.
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

/** The name of the object's index, which holds all texts of the records now. */
function upToDate(database: OrgDatabase, object: ObjectDefinition): string {
  const { sqlite } = database;
  const index = quoted(`local_search_${object.name}`);
  const texts = object.fields
    .filter(field => isStored(field) && isInScope(field, 'ALL'))
    .map(({ name }) => quoted(name));
  const columns = texts.join();
  sqlite.exec(
    'CREATE TABLE IF NOT EXISTS local_search (object TEXT PRIMARY KEY, columns TEXT, row INTEGER, stamp TEXT) STRICT',
  );
  return database.joinTransaction(() => {
    const known = sqlite.prepare('SELECT columns, row, stamp FROM local_search WHERE object = ?').get(object.name);
    if (known?.columns !== columns) createIndex(database, index);
    const { row, stamp } = known?.columns === columns ? known : { row: 0, stamp: '' };
    const modified = object.field('SystemModstamp') === undefined ? "''" : 'SystemModstamp';
    // A record of the second in which the last search was may have been written after it.
    const changed = `rowid > ?1 OR ${modified} >= ?2`;
    const insert = `INSERT OR REPLACE INTO ${index} (rowid, words) SELECT rowid, concat_ws(char(10), ${columns})`;
    sqlite.prepare(`${insert} FROM ${quoted(object.name)} WHERE ${changed}`).run(row ?? 0, stamp ?? '');
    const last = `SELECT ?, ?, coalesce(max(rowid), 0), coalesce(max(${modified}), '') FROM ${quoted(object.name)}`;
    sqlite.prepare(`INSERT OR REPLACE INTO local_search ${last}`).run(object.name, columns);
    return index;
  });
}

/** It keeps words and rows only; letters with accents are letters of their own, as in `wordsIn`. */
function createIndex({ sqlite }: OrgDatabase, index: string): void {
  const options = `content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61 remove_diacritics 0'`;
  sqlite.exec(`DROP TABLE IF EXISTS ${index}; CREATE VIRTUAL TABLE ${index} USING fts5(words, ${options})`);
}
