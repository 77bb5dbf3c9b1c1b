// Which columns of a result can be edited, and how.
import type { EditColumn, EditField, ReadOnlyReason } from '../../protocol/edits.ts';
import type { RunStatement } from '../../runs/statement.ts';
import type { FieldSchema, ObjectSchema } from '../../soql/semantics/schema.ts';

/** By the paths of the columns. `object`: the one of FROM, where it is known. */
export function editColumnsOf(
  statement: Pick<RunStatement, 'api' | 'row'>,
  object: ObjectSchema | undefined,
  columns: readonly string[],
): Record<string, EditColumn> {
  const why = unfit(statement);
  const columnOf = (path: string): EditColumn => (why ? { why } : editColumn(statement, object, path));
  return Object.fromEntries(columns.map(path => [path, columnOf(path)]));
}

function unfit({ api, row }: Pick<RunStatement, 'api' | 'row'>): ReadOnlyReason | undefined {
  if (api === 'tooling') return 'tooling';
  if (api === 'search') return 'search';
  return row ? undefined : 'aggregate';
}

function editColumn({ row }: Pick<RunStatement, 'row'>, object: ObjectSchema | undefined, path: string): EditColumn {
  if (!object) return { why: 'unknown' };
  const [first = '', ...rest] = path.split('.');
  if (rest.length > 0) return { why: object.relationship(first) ? 'parent' : 'compound' };
  if (row?.computed.includes(path.toLowerCase())) return { why: 'computed' };
  const field = object.field(path);
  if (!field) return { why: object.childRelationship(path) ? 'children' : 'unknown' };
  const why = readOnly(field);
  return why ? { why } : { field: toEditField(object, field) };
}

function readOnly({ name, type, calculated, updateable }: FieldSchema): ReadOnlyReason | undefined {
  if (type === 'address' || type === 'location') return 'compound';
  if (calculated) return 'formula';
  if (system.has(name)) return 'system';
  if (!updateable) return 'noAccess';
  return unwritable.has(type) ? 'type' : undefined;
}

const system = new Set([
  'Id',
  'CreatedById',
  'CreatedDate',
  'IsDeleted',
  'LastActivityDate',
  'LastModifiedById',
  'LastModifiedDate',
  'LastReferencedDate',
  'LastViewedDate',
  'SystemModstamp',
]);

const unwritable: ReadonlySet<string> = new Set(['anyType', 'base64', 'complexvalue', 'encryptedstring', 'id']);

function toEditField(object: ObjectSchema, field: FieldSchema): EditField {
  const { name, label, type, length, nillable, restrictedPicklist: restricted, referenceTo } = field;
  const values = field.picklistValues
    .filter(({ active }) => active)
    .map(({ value, label, validFor }) => ({ value, label, ...(validFor && { validFor }) }));
  const controlling = field.controller === undefined ? undefined : object.field(field.controller);
  const controller = controlling && { field: controlling.name, values: controllerValues(controlling) };
  return { name, label, type, length, nillable, values, restricted, referenceTo, ...(controller && { controller }) };
}

const controllerValues = ({ type, picklistValues }: FieldSchema): readonly string[] =>
  type === 'boolean' ? ['false', 'true'] : picklistValues.map(({ value }) => value);
