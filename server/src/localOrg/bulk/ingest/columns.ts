import type { FieldDefinition, ObjectDefinition, Schema } from '../../schema/types.ts';

/** A column of uploaded CSV. */
export interface Column {
  /** The field that it writes: for a parent named by an external id, the reference. */
  readonly field: FieldDefinition;
  /**
   * The value that the cell stands for, where it is one of the field itself and not a parent's. Undefined: the cell is
   * empty, which leaves the field alone.
   */
  readonly value: ((cell: string) => unknown) | undefined;
  /** The member of a JSON body that the cell stands for. Undefined: the cell is empty, which leaves the field alone. */
  readonly member: (cell: string) => readonly [name: string, value: unknown] | undefined;
}

/**
 * The columns of a header: field names in any case, `Owner.Username` for a parent by an external id, and
 * `Lead:Who.Email` where the parent may be of several objects.
 * @returns the name that is none, where there is one
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/datafiles_csv_rel_field_header_row.htm
 */
export function columnsOf(
  schema: Schema,
  object: ObjectDefinition,
  header: readonly string[],
): readonly Column[] | { readonly unknown: string } {
  const columns: Column[] = [];
  for (const name of header) {
    const column = name.includes('.') ? parentColumn(schema, object, name) : fieldColumn(object, name);
    if (column === undefined) return { unknown: name };
    columns.push(column);
  }
  return columns;
}

/** The word for no value: an empty cell leaves the field alone. */
const noValue = '#N/A';

function fieldColumn(object: ObjectDefinition, name: string): Column | undefined {
  const field = object.field(name);
  if (field === undefined) return undefined;
  const read = field.type === 'boolean' ? booleanOf : (cell: string) => cell;
  const value = (cell: string): unknown => {
    if (cell === '') return undefined;
    return cell === noValue ? null : read(cell);
  };
  return {
    field,
    value,
    member: cell => (cell === '' ? undefined : [field.name, value(cell)]),
  };
}

function parentColumn(schema: Schema, object: ObjectDefinition, name: string): Column | undefined {
  const [, type, relationship = '', key = ''] = /^(?:(\w+):)?(\w+)\.(\w+)$/.exec(name) ?? [];
  const field = object.relationship(relationship);
  const target = field && schema.object(type ?? field.referenceTo[0] ?? '');
  if (field === undefined || !target?.field(key)) return undefined;
  const attributes = field.referenceTo.length > 1 && type !== undefined ? { attributes: { type: target.name } } : {};
  return {
    field,
    value: undefined,
    member: cell => {
      if (cell === '') return undefined;
      return cell === noValue ? [field.name, null] : [relationship, { ...attributes, [key]: cell }];
    },
  };
}

const yes = new Set(['true', 'yes', 'y', 'on', '1']);
const no = new Set(['false', 'no', 'n', 'off', '0']);

/** What is neither stays a text, for the store to refuse. */
function booleanOf(cell: string): boolean | string {
  const word = cell.toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : cell;
}
