import type { DuplicateRule } from '../schema/duplicateRuleTypes.ts';
import { OverlayError } from '../schema/overlayChecks.ts';
import type { ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from './database.ts';
import { DuplicatesError, type MatchRecord, type MatchResult } from './duplicatesError.ts';
import { keyIndexPrefix, type Matching, matchingsOf } from './matching.ts';
import { readRecord } from './readRecord.ts';
import type { Row } from './rows.ts';
import { isStored, quoted } from './tables.ts';
import type { Saved } from './validationRules.ts';
import type { WriteContext } from './writes.ts';

/** Salesforce looks at the likeliest hundred. */
const mostRecords = 100;
const usualAlert = 'Use one of these records?';

/**
 * Throws a DuplicatesError for the first active rule that finds records like the one that has just been written, unless
 * it allows such a record. The caller's transaction then undoes the write.
 * @see https://help.salesforce.com/s/articleView?id=sales.duplicate_rules_overview.htm
 */
export function checkDuplicateRules(
  database: OrgDatabase,
  object: ObjectDefinition,
  saved: Saved,
  context: WriteContext,
): void {
  if (object.duplicateRules.length === 0) return;
  for (const rule of object.duplicateRules) {
    const action = saved.before === undefined ? rule.actionOnInsert : rule.actionOnUpdate;
    if (action === 'Allow' && (!alerts(rule, saved) || context.duplicateRules?.allowSave)) continue;
    const results = matchingsOf(database.schema, object, rule).map(matching =>
      matchResult(database, object, matching, saved, context),
    );
    const matchResults = results.filter(({ size }) => size > 0);
    if (matchResults.length === 0) continue;
    throw new DuplicatesError({
      allowSave: action === 'Allow',
      duplicateRule: rule.fullName,
      duplicateRuleEntityType: object.name,
      errorMessage: rule.alertText ?? usualAlert,
      matchResults,
    });
  }
  context.duplicateRules?.savedTogether.add(saved.id);
}

/**
 * Throws an OverlayError for a rule that names what is not there. What is compared gets an index: each write of a record
 * looks for its like.
 */
export function prepareDuplicateRules(database: OrgDatabase): void {
  const { schema, sqlite, prepare } = database;
  dropKeyIndexes(database);
  for (const object of schema.objects) {
    for (const rule of object.duplicateRules) {
      try {
        for (const { sql, indexes } of matchingsOf(schema, object, rule)) {
          prepare(sql);
          for (const { name, on } of indexes) sqlite.exec(`CREATE INDEX IF NOT EXISTS ${quoted(name)} ON ${on}`);
        }
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new OverlayError(`Duplicate rule ${rule.fullName} on object ${object.name}: ${reason}`);
      }
    }
  }
}

function dropKeyIndexes({ sqlite }: OrgDatabase): void {
  const sql = "SELECT name FROM sqlite_schema WHERE type = 'index' AND substr(name, 1, ?) = ?";
  const indexes = sqlite.prepare(sql).all(keyIndexPrefix.length, keyIndexPrefix);
  for (const { name } of indexes) sqlite.exec(`DROP INDEX ${quoted(String(name))}`);
}

function alerts({ operationsOnInsert = [], operationsOnUpdate = [] }: DuplicateRule, { before }: Saved): boolean {
  return (before === undefined ? operationsOnInsert : operationsOnUpdate).some(name => /^alert$/i.test(name));
}

function matchResult(
  database: OrgDatabase,
  object: ObjectDefinition,
  matching: Matching,
  saved: Saved,
  { duplicateRules }: WriteContext,
): MatchResult {
  const ids = isConcerned(database, object, matching, saved)
    ? database
        .prepare(matching.sql)
        .all(saved.id)
        .map(row => String(row.Id))
    : [];
  // Records of one call are not compared with one another.
  const others = ids.filter(id => !duplicateRules?.savedTogether.has(id)).slice(0, mostRecords);
  return {
    entityType: matching.target.name,
    errors: [],
    matchEngine: matching.isExact ? 'ExactMatchEngine' : 'FuzzyMatchEngine',
    matchRecords: others.map(id => matchRecord(database, matching.target, id, duplicateRules)),
    rule: matching.rule,
    size: others.length,
    success: true,
  };
}

/** A change of other fields makes no new duplicate. */
function isConcerned(
  database: OrgDatabase,
  object: ObjectDefinition,
  { compared }: Matching,
  { id, before }: Saved,
): boolean {
  if (before === undefined || !compared.every(isStored)) return true;
  const columns = compared.map(({ name }) => quoted(name)).join(', ');
  const now: Row = database.prepare(`SELECT ${columns} FROM ${quoted(object.name)} WHERE Id = ?`).get(id) ?? {};
  return compared.some(({ name }) => before[name] !== now[name]);
}

function matchRecord(
  database: OrgDatabase,
  target: ObjectDefinition,
  id: string,
  options: WriteContext['duplicateRules'],
): MatchRecord {
  const url = `/services/data/v${options?.version}/sobjects/${target.name}/${id}`;
  const details = options?.includeRecordDetails ? readRecord(database, target, id) : {};
  const record = { attributes: { type: target.name, url }, ...details, Id: id };
  return { additionalInformation: [], fieldDiffs: [], matchConfidence: 100, record };
}
