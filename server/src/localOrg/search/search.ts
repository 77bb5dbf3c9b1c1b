import { openQuery, type QueryRecord, type QueryRequest } from '../engine/index.ts';
import type { ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { quoted } from '../storage/tables.ts';
import { matches } from './match.ts';
import { isInScope, type Scope } from './scopes.ts';
import type { Term } from './term.ts';
import { candidates } from './textIndex.ts';

/** What to return of one object. The parts are SOQL. */
export interface Returning {
  readonly object: ObjectDefinition;
  readonly fields: readonly string[];
  /** `WHERE …` without the word. */
  readonly where: string | undefined;
  /** What stands behind the conditions: ORDER BY, LIMIT, OFFSET. */
  readonly rest: string;
}

export interface Search {
  readonly term: Term;
  readonly scope: Scope;
  readonly returning: readonly Returning[];
  /** Of all records together. */
  readonly limit: number;
}

/** No search returns more, and of no object are more found. */
export const mostRecords = 2000;

/** The records whose texts hold the term. What is returned of the records that were found is a query. */
export function runSearch(
  database: OrgDatabase,
  { term, scope, returning, limit }: Search,
  request: Omit<QueryRequest, 'text'>,
): readonly QueryRecord[] {
  const records: QueryRecord[] = [];
  for (const { object, fields, where, rest } of returning) {
    if (records.length >= limit) break;
    const ids = findIds(database, object, scope, term);
    // A query without a row still tells what is wrong with its fields.
    const list = ids.length === 0 ? "''" : ids.map(id => `'${id}'`).join(',');
    const condition = where === undefined ? '' : ` AND (${where})`;
    const text = `SELECT ${fields.join(', ')} FROM ${object.name} WHERE Id IN (${list})${condition} ${rest}`;
    const cursor = openQuery({ ...request, text });
    records.push(...cursor.read(limit - records.length));
    cursor.close();
  }
  return records;
}

function findIds(database: OrgDatabase, object: ObjectDefinition, scope: Scope, term: Term): readonly string[] {
  const names = object.fields.filter(field => isInScope(field, scope)).map(({ name }) => `t.${quoted(name)}`);
  if (names.length === 0) return [];
  const { from, parameters } = candidates(database, object, term);
  const live = object.field('IsDeleted') === undefined ? '' : ' AND t.IsDeleted = 0';
  const ids: string[] = [];
  for (const { Id, ...texts } of database
    .prepare(`SELECT t.Id, ${names.join(', ')} ${from}${live} ORDER BY t.rowid`)
    .iterate(...parameters)) {
    const values = Object.values(texts).map(text => String(text ?? ''));
    if (matches(term, values)) ids.push(String(Id));
    if (ids.length === mostRecords) break;
  }
  return ids;
}
