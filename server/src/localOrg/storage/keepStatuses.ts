import type { ObjectDefinition, PicklistValue } from '../schema/types.ts';
import { createdBy } from './auditValues.ts';
import type { OrgDatabase } from './database.ts';
import { stageDefaults } from './derivedValues.ts';
import { idOf, ordinalOf } from './ids.ts';
import { insertRow, type Row, updateRow } from './rows.ts';
import { quoted } from './tables.ts';
import type { WriteContext } from './writes.ts';

/** Values of a picklist whose meaning can be queried. */
interface StatusObject {
  /** The object whose records are the values. */
  readonly name: string;
  readonly of: { readonly object: string; readonly field: string };
  /** Flags of a value that records which have it get too. */
  readonly flags: readonly string[];
}

const statusObjects: readonly StatusObject[] = [
  { name: 'OpportunityStage', of: { object: 'Opportunity', field: 'StageName' }, flags: ['IsClosed', 'IsWon'] },
  { name: 'CaseStatus', of: { object: 'Case', field: 'Status' }, flags: ['IsClosed'] },
  { name: 'LeadStatus', of: { object: 'Lead', field: 'Status' }, flags: [] },
  { name: 'TaskStatus', of: { object: 'Task', field: 'Status' }, flags: ['IsClosed'] },
];

/** All of them have ids of one prefix, whatever the describe says. */
const keyPrefix = '01J';
const idsOfObject = 10_000;
const convertedLead = 'Closed - Converted';

/** Gives each value of these picklists its record, as the schema has them now. A record that is there keeps its Id. */
export function keepStatuses(database: OrgDatabase, context: WriteContext): void {
  database.transaction(() => {
    for (const [index, status] of statusObjects.entries()) {
      keepStatus(database, status, index * idsOfObject, context);
    }
  });
}

function keepStatus(database: OrgDatabase, status: StatusObject, firstOrdinal: number, context: WriteContext): void {
  const table = database.schema.object(status.name);
  const object = database.schema.object(status.of.object);
  const field = object?.field(status.of.field);
  if (table === undefined || object === undefined || field === undefined) return;
  // Stages can be queried when they are inactive too.
  const values = field.picklistValues.filter(({ active }) => active || table.field('IsActive') !== undefined);
  const rows = values.map((value, place) => ({
    ...rowOf(value, place),
    ...flagsOf(database, object, status, value.value),
  }));
  keepRows(database, table, rows, firstOrdinal, context);
}

/** Of these, each object keeps those that it has. */
function rowOf({ value, label, active, defaultValue }: PicklistValue, place: number): Row {
  const [probability, forecast] = stageDefaults(value);
  return {
    ApiName: value,
    MasterLabel: label,
    SortOrder: place + 1,
    IsActive: Number(active),
    IsDefault: Number(defaultValue),
    IsConverted: Number(value === convertedLead),
    DefaultProbability: probability,
    ForecastCategoryName: forecast,
  };
}

/** What a record would have whose field has this value. */
function flagsOf(database: OrgDatabase, object: ObjectDefinition, { of, flags }: StatusObject, value: string): Row {
  const known = flags.filter(name => object.field(name)?.generatedAs);
  if (known.length === 0) return {};
  const columns = known.map(name => `${object.field(name)?.generatedAs} AS ${quoted(name)}`);
  return database.sqlite.prepare(`SELECT ${columns.join(', ')} FROM (SELECT ? AS ${quoted(of.field)})`).get(value)!;
}

function keepRows(
  database: OrgDatabase,
  table: ObjectDefinition,
  rows: readonly Row[],
  firstOrdinal: number,
  context: WriteContext,
): void {
  const known = database.sqlite.prepare(`SELECT * FROM ${quoted(table.name)} ORDER BY Id`).all();
  let ordinal = known.length === 0 ? firstOrdinal : ordinalOf(String(known.at(-1)?.Id));
  for (const row of rows) {
    const before = known.find(({ ApiName }) => ApiName === row.ApiName);
    if (before !== undefined) {
      const isSame = Object.entries(row).every(([name, value]) => !(name in before) || before[name] === value);
      if (!isSame) updateRow(database, table, { ...before, ...row });
    } else {
      const Id = idOf(keyPrefix, ++ordinal);
      insertRow(database, table, { ...row, ...createdBy(table, Id, context), Id });
    }
  }
  const remove = database.sqlite.prepare(`DELETE FROM ${quoted(table.name)} WHERE Id = ?`);
  for (const { Id = null, ApiName } of known) if (!rows.some(row => row.ApiName === ApiName)) remove.run(Id);
}
