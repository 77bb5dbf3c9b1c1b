import { openQuery, type QueryRecord, type QueryRequest } from '../engine/index.ts';
import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { quoted } from '../storage/tables.ts';
import { matches, requiredText } from './match.ts';
import type { Term } from './term.ts';

export const scopes = ['ALL', 'NAME', 'EMAIL', 'PHONE', 'SIDEBAR'] as const;
export type Scope = (typeof scopes)[number];

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

/**
 * The records whose texts hold the term. Each object is read through, so this is for thousands of records, not for
 * millions; what is returned of the records that were found is a query.
 */
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

function findIds({ prepare }: OrgDatabase, object: ObjectDefinition, scope: Scope, term: Term): readonly string[] {
  const names = object.fields.filter(field => isInScope(field, scope)).map(({ name }) => quoted(name));
  if (names.length === 0) return [];
  const live = object.field('IsDeleted') === undefined ? '' : 'IsDeleted = 0 AND ';
  const holds = names.map(name => `${name} LIKE ?1`).join(' OR ');
  const sql = `SELECT Id, ${names.join(', ')} FROM ${quoted(object.name)} WHERE ${live}(${holds})`;
  const ids: string[] = [];
  for (const { Id, ...texts } of prepare(sql).iterate(`%${asciiOf(requiredText(term))}%`)) {
    if (
      !matches(
        term,
        Object.values(texts).map(text => String(text ?? '')),
      )
    )
      continue;
    ids.push(String(Id));
    if (ids.length === mostRecords) break;
  }
  return ids;
}

/** SQLite folds the case of ASCII letters only: any other character may stand in the text in another case. */
function asciiOf(text: string): string {
  return text.replace(/[^ -~]/gu, '_');
}

function isInScope({ type, nameField, name, filterable }: FieldDefinition, scope: Scope): boolean {
  const isName = nameField || name === 'FirstName' || name === 'LastName';
  switch (scope) {
    case 'ALL':
      return ['string', 'textarea', 'email', 'phone', 'url'].includes(type) && (filterable || type === 'textarea');
    case 'NAME':
      return isName;
    case 'EMAIL':
      return type === 'email';
    case 'PHONE':
      return type === 'phone';
    case 'SIDEBAR':
      return isName || type === 'email' || type === 'phone';
    default:
      return scope satisfies never;
  }
}
