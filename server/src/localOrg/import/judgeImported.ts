import type { ObjectDefinition } from '../schema/types.ts';
import type { OrgDatabase } from '../storage/database.ts';
import { checkDuplicateRules } from '../storage/duplicateRules.ts';
import { hasRules } from '../storage/judge.ts';
import { quoted } from '../storage/tables.ts';
import { validate } from '../storage/validationRules.ts';
import type { WriteContext } from '../storage/writes.ts';
import { type ImportReport, refusal } from './importFile.ts';

/** Remembers which row each record came from, and takes out what the rules of its object refuse. */
export interface Judgement {
  /** Called for each record that is imported. */
  add(object: ObjectDefinition, id: string, row: number): void;
  /** The reports with the rows that are refused now. Their records are gone. */
  judge(
    reports: readonly (readonly [ImportReport, ObjectDefinition])[],
    context: WriteContext,
  ): readonly ImportReport[];
}

/**
 * Rules ask for parents, so that all records must be there before the first one is judged. What they came from is in a
 * table meanwhile: files may be of any size.
 */
export function startJudgement(database: OrgDatabase): Judgement {
  const { sqlite, prepare } = database;
  sqlite.exec(`
    CREATE TEMP TABLE IF NOT EXISTS local_judged (object TEXT NOT NULL, Id TEXT NOT NULL, line INTEGER NOT NULL) STRICT;
    DELETE FROM local_judged;
  `);
  return {
    add(object, id, row) {
      if (hasRules(object)) prepare('INSERT INTO local_judged VALUES (?, ?, ?)').run(object.name, id, row);
    },
    judge: (reports, context) =>
      reports.map(([report, object]) => (hasRules(object) ? judgeFile(database, report, object, context) : report)),
  };
}

/** What a validation rule refuses makes no duplicates. Of two rows that are alike, the first one stays. */
function judgeFile(
  database: OrgDatabase,
  report: ImportReport,
  object: ObjectDefinition,
  context: WriteContext,
): ImportReport {
  const refused = [...report.refused];
  for (const rule of [validate, checkDuplicateRules]) {
    for (const { id, row } of rowsOf(database, object)) {
      const message = refusal(() => rule(database, object, { id, before: undefined }, context));
      if (message === undefined) continue;
      database.prepare(`DELETE FROM ${quoted(object.name)} WHERE Id = ?`).run(id);
      refused.push({ row, message });
    }
  }
  const records = report.records - (refused.length - report.refused.length);
  return { ...report, records, refused: refused.sort((a, b) => a.row - b.row) };
}

/** The records that are there and not deleted, the last one first. They may be taken out meanwhile. */
function* rowsOf({ sqlite }: OrgDatabase, object: ObjectDefinition): Generator<{ id: string; row: number }> {
  const live = object.field('IsDeleted') === undefined ? '' : 'AND IsDeleted = 0';
  const isThere = `Id IN (SELECT Id FROM ${quoted(object.name)} WHERE Id = local_judged.Id ${live})`;
  const rows = sqlite.prepare(`SELECT Id, line FROM local_judged WHERE object = ? AND ${isThere} ORDER BY line DESC`);
  for (const { Id, line } of rows.iterate(object.name)) yield { id: String(Id), row: Number(line) };
}
