import type { FieldDefinition, FieldType, ObjectDefinition } from '../schema/types.ts';
import { fieldSql, quoted } from '../storage/tables.ts';
import type { FormulaContext } from './context.ts';
import { FormulaError } from './errors.ts';
import { globalRecord, settingSql } from './globals.ts';
import { type FormulaType, number, type Typed, text, truth } from './typed.ts';

/** Parents above one another, as in queries. */
const mostLevels = 10;

/**
 * A field of the record or of one of its parents: `['Account', 'Owner', 'Name']`; `Owner:User` names one of several
 * objects that a reference may point at. Parents are subqueries, so that the formula fits wherever a column does.
 * Throws a FormulaError for what there is not.
 * @param columnOf the SQL of a column of the record itself, unless it is the one of its row
 */
export function fieldValue(
  given: readonly string[],
  { columnOf, ...context }: FormulaContext & { readonly columnOf?: (column: string) => string },
): Typed {
  const name = given.join('.');
  // The only global variable that is about the record.
  const path = same(given[0] ?? '', '$RecordType') ? ['RecordType', ...given.slice(1)] : given;
  if (path.length > mostLevels + 1) throw unknownField(name);
  const parentRow = `${context.row}_`;
  const within = (target: ObjectDefinition, id: string): Reader => {
    const from = `FROM ${quoted(target.name)} AS ${parentRow} WHERE ${parentRow}."Id" = ${id}`;
    return field => `(SELECT ${fieldSql(field, parentRow)} ${from})`;
  };
  let { object } = context;
  let read: Reader = field => columnOf?.(field.name) ?? fieldSql(field, context.row);
  let steps = path.slice(0, -1);
  if (path[0]?.startsWith('$')) {
    const global = globalOf(path, context, within, parentRow);
    if (global === undefined) throw unknownField(name);
    ({ object, read } = global);
    steps = path.slice(global.names, -1);
  }
  for (const step of steps) {
    const { reference, target } = parentOf(object, step, name, context);
    read = within(target, read(reference));
    object = target;
  }
  const field = object.field(path.at(-1) ?? '') ?? referenceNamed(object, path.at(-1) ?? '');
  if (field === undefined) throw unknownField(name);
  if (field.type === 'location' || field.type === 'address') return location(object, field, read);
  return typedField(field, read(field), name, context.blanksAreZero);
}

/** For DISTANCE only: `47.3,8.5`, out of the fields that it is made of. */
function location(object: ObjectDefinition, { name }: FieldDefinition, read: Reader): Typed {
  const parts = object.fields.filter(({ compoundFieldName }) => compoundFieldName === name);
  const [latitude, longitude] = [/Latitude(__s)?$/, /Longitude(__s)?$/].map(end =>
    parts.find(part => end.test(part.name)),
  );
  const sql = latitude && longitude ? `(${read(latitude)} || ',' || ${read(longitude)})` : 'NULL';
  return { type: 'Location', sql };
}

type Reader = (field: FieldDefinition) => string;

interface Global {
  readonly object: ObjectDefinition;
  readonly read: Reader;
  /** How many names of the path tell it. */
  readonly names: number;
}

/** `$User.Email`, `$Setup.Limits__c.Most__c`. Undefined for what the org does not have. */
function globalOf(
  path: readonly string[],
  { objectNamed }: FormulaContext,
  within: (target: ObjectDefinition, id: string) => Reader,
  row: string,
): Global | undefined {
  const [global = '', settingName = ''] = path;
  if (same(global, '$Setup')) {
    const object = objectNamed(settingName);
    const isSetting = object?.customSetting === true && object.field('SetupOwnerId') !== undefined;
    if (!isSetting || path.length !== 3) return undefined;
    return { object, names: 2, read: field => settingSql(object, fieldSql(field, row), row) };
  }
  const record = globalRecord(global);
  const object = record && objectNamed(record.object);
  if (record === undefined || object?.stored !== true) return undefined;
  return { object, names: 1, read: within(object, record.id) };
}

function parentOf(
  object: ObjectDefinition,
  step: string,
  path: string,
  { objectNamed }: FormulaContext,
): { reference: FieldDefinition; target: ObjectDefinition } {
  const [relationship = '', chosen] = step.split(':');
  const reference = object.relationship(relationship);
  if (reference === undefined) throw unknownField(path);
  const names = chosen === undefined ? reference.referenceTo : reference.referenceTo.filter(name => same(name, chosen));
  const [name = '', another] = names;
  const target = objectNamed(name);
  if (another === undefined && target?.stored === true) return { reference, target };
  throw chosen === undefined
    ? unknownField(path)
    : new FormulaError(`${chosen} is an invalid object type for the ${relationship} field. Check spelling.`);
}

/** Formulas call a standard reference by its relationship too: `Account` is AccountId. */
function referenceNamed(object: ObjectDefinition, name: string): FieldDefinition | undefined {
  const reference = object.relationship(name);
  return reference?.custom === false ? reference : undefined;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function unknownField(name: string): FormulaError {
  return new FormulaError(`Field ${name} does not exist. Check spelling.`);
}

const types: Partial<Record<FieldType, FormulaType>> = {
  boolean: 'Boolean',
  int: 'Number',
  long: 'Number',
  double: 'Number',
  currency: 'Number',
  percent: 'Number',
  date: 'Date',
  datetime: 'DateTime',
  time: 'Time',
  picklist: 'Picklist',
  multipicklist: 'Multi-Select Picklist',
  id: 'Text',
  reference: 'Text',
  string: 'Text',
  textarea: 'Text',
  combobox: 'Text',
  email: 'Text',
  phone: 'Text',
  url: 'Text',
};

/** The type that formulas see in a field; undefined for what they cannot read. */
export function formulaTypeOf(field: FieldDefinition): FormulaType | undefined {
  return types[field.type];
}

/** The value of a field as formulas see it. `sql`: as it is stored. */
export function typedField(field: FieldDefinition, sql: string, name: string, blanksAreZero: boolean): Typed {
  const type = formulaTypeOf(field);
  switch (type) {
    case undefined:
      throw new FormulaError(
        `You referenced an unsupported field type called "${field.type}" using the following field: ${name}`,
      );
    case 'Number': {
      const value = blanksAreZero ? `coalesce(${sql}, 0)` : sql;
      // Ten percent are 0.1.
      return number(field.type === 'percent' ? `(${value} / 100.0)` : value);
    }
    case 'Boolean':
      return truth(sql);
    case 'Text':
      // Ids have 15 characters in formulas; CASESAFEID gives all of them.
      return field.type === 'id' || field.type === 'reference' ? text(`substr(${sql}, 1, 15)`) : text(sql);
    case 'Picklist':
    case 'Multi-Select Picklist':
      return { type, sql: `coalesce(${sql}, '')`, field: name };
    default:
      return { type, sql };
  }
}
