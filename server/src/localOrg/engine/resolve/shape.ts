import { anyValue } from '../../anyValue.ts';
import type { FieldType } from '../../schema/types.ts';
import { queryError } from '../errors.ts';
import type { Column, Decode, Expression, Output, RecordShape, Source } from '../plan.ts';
import { compoundParts } from './distance.ts';
import { columnOf, isPolymorphic, type Place, type ResolvedField } from './scope.ts';

/** The columns of a query, and how records are built from them, while the SELECT list is read. */
export interface ShapeBuilder {
  readonly columns: Expression[];
  columnFor(expression: Expression): number;
  /**
   * Adds a member to the record of a place, which becomes a member of its child's record with that.
   * @throws ApiError INVALID_FIELD when the record has a member of that name
   */
  add(place: Place, output: Output): void;
  /** The record of a place as `fill` makes it, apart from the one that `add` knows. */
  separateRecord(place: Place, fill: () => void): RecordShape;
  readonly root: RecordShape;
}

interface RecordUnderway extends RecordShape {
  readonly outputs: Output[];
}

export function newShapeBuilder(rootSource: Source): ShapeBuilder {
  const columns: Expression[] = [];
  const records = new Map<string, RecordUnderway>();
  const columnFor = (expression: Expression): number => {
    const known = columns.findIndex(column => isSameColumn(column, expression));
    return known >= 0 ? known : columns.push(expression) - 1;
  };
  const newRecord = (place: Place): RecordUnderway => {
    const record: RecordUnderway = { type: typeOf(place), idColumn: columnFor(idOf(place)), outputs: [] };
    records.set(keyOf(place), record);
    return record;
  };
  const recordAt = (place: Place): RecordUnderway => {
    const known = records.get(keyOf(place));
    if (known) return known;
    const shape = newRecord(place);
    const { child, name } = linkOf(place);
    add(records.has(keyOf(child)) ? child : placeOf(child.source), { kind: 'parent', name, shape });
    return shape;
  };
  const add = (place: Place, output: Output): void => {
    const { outputs } = recordAt(place);
    if (outputs.some(({ name }) => name.toLowerCase() === output.name.toLowerCase())) {
      const path = [...pathOf(place), output.name].join('.');
      throw queryError('INVALID_FIELD', `duplicate field selected: ${path}`);
    }
    outputs.push(output);
  };
  const separateRecord = (place: Place, fill: () => void): RecordShape => {
    const record = newRecord(place);
    fill();
    records.delete(keyOf(place));
    return record;
  };
  return { columns, columnFor, add, separateRecord, root: newRecord({ kind: 'source', source: rootSource }) };
}

/** Adds a field to the record of its place. */
export function addField(builder: ShapeBuilder, { expression, field, place }: ResolvedField): void {
  const { name } = field;
  if (place.kind === 'source' && (field.type === 'address' || field.type === 'location')) {
    const parts = compoundParts(place.source.object.fields, field).map(({ key, field: part }) => ({
      name: key,
      column: builder.columnFor(columnOf(place.source, part)),
    }));
    builder.add(place, { kind: 'compound', name, parts });
  } else {
    const column = builder.columnFor(expression);
    builder.add(place, { kind: 'value', name, column, decode: decodeOf(expression) });
  }
}

export function decodeOf(expression: Expression): Decode {
  if (expression.type === 'complexvalue') return value => JSON.parse(String(value)) as unknown;
  if (expression.type === 'anyType') return anyValue;
  if (expression.type === 'boolean') return 'boolean';
  return doubleTypes.has(expression.type) ? 'double' : 'asStored';
}

const doubleTypes: ReadonlySet<FieldType> = new Set<FieldType>(['double', 'currency', 'percent']);

function isSameColumn(a: Expression, b: Expression): boolean {
  return a.kind === 'column' && b.kind === 'column' && a.source === b.source && a.field === b.field;
}

function keyOf(place: Place): string {
  return place.kind === 'source' ? `${place.source.index}` : `${place.source.index}.${place.reference.name}`;
}

function typeOf(place: Place): string {
  return place.kind === 'source' ? place.source.object.name : 'Name';
}

function idOf(place: Place): Column {
  if (place.kind === 'name') return columnOf(place.source, place.reference);
  const id = place.source.object.field('Id');
  if (!id) throw new TypeError(`${place.source.object.name} has no Id`);
  return columnOf(place.source, id);
}

function linkOf(place: Place): { child: Place & { kind: 'source' }; name: string } {
  const link = place.kind === 'name' ? { from: place.source, field: place.reference } : place.source.join;
  if (!link) throw new TypeError('the root of a query is nobody’s parent');
  return { child: { kind: 'source', source: link.from }, name: link.field.relationshipName ?? link.field.name };
}

/** Where the record of a source stands: outside TYPEOF, what a polymorphic reference points at is shown as a Name. */
function placeOf(source: Source): Place {
  const { join } = source;
  if (!join || !isPolymorphic(join.field)) return { kind: 'source', source };
  return { kind: 'name', source: join.from, reference: join.field };
}

function pathOf(place: Place): readonly string[] {
  if (place.kind === 'source' && !place.source.join) return [];
  const { child, name } = linkOf(place);
  return [...pathOf(child), name];
}
