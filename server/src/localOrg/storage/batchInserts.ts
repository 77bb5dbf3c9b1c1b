import type { SQLInputValue, StatementSync } from 'node:sqlite';
import type { FieldDefinition, ObjectDefinition } from '../schema/types.ts';
import { createdBy } from './auditValues.ts';
import { isRequired, requireValues, withDefaults } from './changes.ts';
import type { OrgDatabase } from './database.ts';
import { derivedValues, isDerived } from './derivedValues.ts';
import { fieldsWith } from './fieldsWith.ts';
import { hasRules } from './judge.ts';
import { hasRollUp } from './rollUps.ts';
import { nextId, type Row, requireIndexes, writtenFields } from './rows.ts';
import { isStored, quoted } from './tables.ts';
import { hasTypedPicklists } from './typedPicklists.ts';
import { storedValue } from './values.ts';
import type { WriteContext } from './writes.ts';

/** New records of one object, written some at a time. A caller flushes before anything else reads or writes records. */
export interface BatchInserts {
  /**
   * Makes a record as `createRecord` does, and returns its Id.
   * @param values of the fields, in their order; undefined where the record does not name the field
   */
  add(values: readonly unknown[]): string;
  /** Writes what was added. The records between two flushes are made at the same time. */
  flush(): void;
}

/** One statement for several rows goes through each index once for all of them, and saves calls. More gain nothing. */
const rowsInStatement = 10;

/**
 * Inserts of records that can be judged by themselves, with all that is the same for each of them put together once.
 * Undefined where a record has to be compared with others, or changes them, or where one of these fields cannot be
 * written: such records are for `createRecord`.
 */
export function batchInserts(
  database: OrgDatabase,
  object: ObjectDefinition,
  fields: readonly FieldDefinition[],
  context: () => WriteContext,
): BatchInserts | undefined {
  if (!standsAlone(object) || !fields.every(isPlain) || new Set(fields).size < fields.length) return undefined;
  requireIndexes(database, object);
  const statementsOf = insertStatements(database, object, fields);
  let batch: (Batch & { readonly statement: Statements }) | undefined;
  let waiting: SQLInputValue[] = [];
  const places = fields.length + 1;
  const write = ({ statement }: { readonly statement: Statements }): void => {
    statement(waiting.length / places).run(...waiting);
    waiting = [];
  };
  return {
    add(values) {
      if (batch === undefined) {
        const defaults = startBatch(database, object, fields, context());
        batch = { ...defaults, statement: statementsOf(defaults.constants) };
      }
      batch.context.lock?.(object, undefined);
      const row = columnValues(object, fields, values, batch);
      const id = nextId(database, object);
      waiting.push(id, ...row);
      if (waiting.length === places * rowsInStatement) write(batch);
      return id;
    },
    flush() {
      if (batch !== undefined && waiting.length > 0) write(batch);
      batch = undefined;
    },
  };
}

function standsAlone(object: ObjectDefinition): boolean {
  const comparesWithOthers = hasRules(object) || isDerived(object) || hasRollUp(object) || hasTypedPicklists(object);
  return object.createable && !comparesWithOthers && !hasAutoNumbers(object) && !object.enableHistory;
}

function hasAutoNumbers(object: ObjectDefinition): boolean {
  return fieldsWith(object, 'autoNumberFormat').length > 0;
}

function isPlain(field: FieldDefinition): boolean {
  const comparesWithOthers = field.type === 'id' || field.type === 'reference' || field.unique;
  return field.createable && !comparesWithOthers && isStored(field) && field.generatedAs === null;
}

/** The records between two flushes. */
interface Batch {
  readonly context: WriteContext;
  /** What a record has where it names no value. */
  readonly constants: Row;
  /** Whether a record that names nothing but the fields of the batch can have all that it must. */
  readonly isComplete: boolean;
}

function startBatch(
  database: OrgDatabase,
  object: ObjectDefinition,
  fields: readonly FieldDefinition[],
  context: WriteContext,
): Batch {
  const row = { ...withDefaults(object, {}, context.userId), ...createdBy(object, '', context) };
  const write = { row, changes: {}, before: undefined, context };
  const constants = { ...row, ...derivedValues(database, object, write) };
  const others = object.fields.filter(field => isRequired(field) && !fields.includes(field));
  return { context, constants, isComplete: others.every(({ name }) => (constants[name] ?? null) !== null) };
}

/** The values of the fields as they are stored. Throws what `createRecord` would. */
function columnValues(
  object: ObjectDefinition,
  fields: readonly FieldDefinition[],
  values: readonly unknown[],
  { constants, isComplete }: Batch,
): readonly SQLInputValue[] {
  const row: SQLInputValue[] = [];
  let mayLack = !isComplete;
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index]!;
    const value = values[index];
    let stored = value === undefined ? null : storedValue(field, value);
    // A checkbox always has a value, also where a schema says that it may be empty.
    const canBeEmpty = field.nillable && field.type !== 'boolean';
    if (stored === null && (value === undefined || !canBeEmpty)) stored = constants[field.name] ?? null;
    if (stored === null && isRequired(field)) mayLack = true;
    row.push(stored);
  }
  if (mayLack)
    requireValues(object, { ...constants, ...Object.fromEntries(fields.map(({ name }, i) => [name, row[i]!])) });
  return row;
}

type Statements = (rows: number) => StatementSync;

/**
 * Makes the statements that write so many rows. What is the same in each stands in their text, for binding it would take
 * as long as all the rest.
 */
function insertStatements(
  database: OrgDatabase,
  object: ObjectDefinition,
  fields: readonly FieldDefinition[],
): (constants: Row) => Statements {
  const own = new Set(['Id', ...fields.map(({ name }) => name)]);
  const others = writtenFields(object).flatMap(({ name }) => (own.has(name) ? [] : [name]));
  const columns = [...own, ...others].map(quoted).join(', ');
  const prepared = new Map<number, StatementSync>();
  let row = '';
  return constants => {
    const next = [...Array<string>(own.size).fill('?'), ...others.map(name => literal(constants[name] ?? null))].join();
    if (next !== row) prepared.clear();
    row = next;
    return rows => {
      const known = prepared.get(rows);
      if (known !== undefined) return known;
      const values = Array<string>(rows).fill(`(${row})`).join();
      // All was judged before. But for OR FAIL, SQLite would copy each page first, to undo the rows before a bad one.
      const made = database.sqlite.prepare(`INSERT OR FAIL INTO ${quoted(object.name)} (${columns}) VALUES ${values}`);
      prepared.set(rows, made);
      return made;
    };
  };
}

function literal(value: SQLInputValue): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return value === null ? 'NULL' : String(value);
}
