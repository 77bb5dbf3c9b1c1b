import type { Column, Decode, Expression, Output, RecordShape, Source } from '../plan.ts';
import { compoundParts } from './distance.ts';
import { columnOf, type Place, type ResolvedField } from './scope.ts';

/** The columns of a query, and how records are built from them, while the SELECT list is read. */
export interface ShapeBuilder {
  readonly columns: Expression[];
  /** The record that a place's fields belong to; made when first asked for, as a member of its child's record. */
  recordAt(place: Place): RecordUnderway;
  /** A record of its own for a place, which is no member of another. */
  detachedRecord(place: Place): RecordUnderway;
  columnFor(expression: Expression): number;
}

export interface RecordUnderway extends RecordShape {
  readonly outputs: Output[];
}

export function newShapeBuilder(root: Source): ShapeBuilder {
  const columns: Expression[] = [];
  const records = new Map<string, RecordUnderway>();
  const builder: ShapeBuilder = {
    columns,
    columnFor(expression) {
      const known = columns.findIndex(column => isSameColumn(column, expression));
      return known >= 0 ? known : columns.push(expression) - 1;
    },
    detachedRecord(place) {
      const record: RecordUnderway = { type: typeOf(place), idColumn: builder.columnFor(idOf(place)), outputs: [] };
      records.set(keyOf(place), record);
      return record;
    },
    recordAt(place) {
      const known = records.get(keyOf(place));
      if (known) return known;
      const record = builder.detachedRecord(place);
      const { child, name } = childOf(place);
      builder.recordAt({ kind: 'source', source: child }).outputs.push({ kind: 'parent', name, shape: record });
      return record;
    },
  };
  builder.detachedRecord({ kind: 'source', source: root });
  return builder;
}

/** Adds a field to the record of its place. */
export function addField(builder: ShapeBuilder, { expression, field, place }: ResolvedField): void {
  const { outputs } = builder.recordAt(place);
  if (place.kind === 'source' && (field.type === 'address' || field.type === 'location')) {
    const { source } = place;
    const parts = compoundParts(source.object.fields, field).map(({ key, field: part }) => ({
      name: key,
      column: builder.columnFor(columnOf(source, part)),
    }));
    outputs.push({ kind: 'compound', name: field.name, parts });
  } else {
    const column = builder.columnFor(expression);
    outputs.push({ kind: 'value', name: field.name, column, decode: decodeOf(expression) });
  }
}

export function decodeOf(expression: Expression): Decode {
  return expression.type === 'boolean' ? 'boolean' : 'asStored';
}

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

function childOf(place: Place): { child: Source; name: string } {
  const link = place.kind === 'name' ? { from: place.source, field: place.reference } : place.source.join;
  if (!link) throw new TypeError('the root of a query is nobody’s parent');
  return { child: link.from, name: link.field.relationshipName ?? link.field.name };
}
