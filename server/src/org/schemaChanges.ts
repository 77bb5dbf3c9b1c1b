import type { FieldSchema, ObjectSummary } from '../soql/semantics/schema.ts';

/** What a Describe says otherwise than the one before it. */
export interface SchemaChange {
  /** When it was noticed; milliseconds since the epoch. */
  readonly at: number;
  readonly object: string;
  readonly kind: 'objectAdded' | 'objectRemoved' | 'fieldAdded' | 'fieldRemoved' | 'fieldRenamed' | 'fieldRetyped';
  /** Its name now; for a removed one its last. */
  readonly field?: string;
  /** The name or the type before. */
  readonly from?: string;
  /** The type now. */
  readonly to?: string;
}

type Field = Pick<FieldSchema, 'name' | 'label' | 'type'>;

/** Objects that came or went. */
export function changesOfList(
  before: readonly ObjectSummary[],
  after: readonly ObjectSummary[],
  at: number,
): SchemaChange[] {
  const [was, is] = [namesOf(before), namesOf(after)];
  return [
    ...after
      .filter(({ name }) => !was.has(name))
      .map(({ name }): SchemaChange => ({ at, object: name, kind: 'objectAdded' })),
    ...before
      .filter(({ name }) => !is.has(name))
      .map(({ name }): SchemaChange => ({ at, object: name, kind: 'objectRemoved' })),
  ];
}

/**
 * Fields that came, went or changed their type. Describe has no lasting id of a field: one that went counts as renamed
 * where exactly one came with its label and type.
 */
export function changesOfFields(
  object: string,
  before: readonly Field[],
  after: readonly Field[],
  at: number,
): SchemaChange[] {
  const [was, is] = [byName(before), byName(after)];
  const removed = before.filter(({ name }) => !is.has(name));
  const added = after.filter(({ name }) => !was.has(name));
  const renamed = new Map(
    removed.flatMap(field => {
      const heirs = added.filter(heir => isAlike(heir, field));
      const isOnly = heirs.length === 1 && removed.filter(other => isAlike(other, field)).length === 1;
      return isOnly ? [[heirs[0]!.name, field.name] as const] : [];
    }),
  );
  const gone = new Set(renamed.values());
  const change = (kind: SchemaChange['kind'], field: string, more: Partial<SchemaChange> = {}): SchemaChange => ({
    at,
    object,
    kind,
    field,
    ...more,
  });
  return [
    ...added.map(({ name }) => {
      const from = renamed.get(name);
      return from ? change('fieldRenamed', name, { from }) : change('fieldAdded', name);
    }),
    ...removed.filter(({ name }) => !gone.has(name)).map(({ name }) => change('fieldRemoved', name)),
    ...after.flatMap(({ name, type }) => {
      const from = was.get(name)?.type;
      return from === undefined || from === type ? [] : [change('fieldRetyped', name, { from, to: type })];
    }),
  ];
}

const isAlike = (a: Field, b: Field) => a.label === b.label && a.type === b.type;
const namesOf = (objects: readonly ObjectSummary[]) => new Set(objects.map(({ name }) => name));
const byName = (fields: readonly Field[]) => new Map(fields.map(field => [field.name, field]));
