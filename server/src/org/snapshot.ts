import type { ObjectSchema, ObjectSummary, SchemaView } from '../soql/semantics/schema.ts';

/**
 * What is known of an org at one moment. It never changes: each arrival makes a new snapshot that shares what it can
 * with the old one, so that a feature sees one consistent schema from its first look-up to its last.
 */
export interface Snapshot extends SchemaView {
  /** Every described object. */
  readonly described: Iterable<ObjectSchema>;
  withObjects(objects: readonly ObjectSummary[]): Snapshot;
  withObject(object: ObjectSchema): Snapshot;
}

interface Known {
  readonly objects: readonly ObjectSummary[] | undefined;
  /** Names of the list, in lower case; made once per list. */
  readonly names: ReadonlySet<string>;
  /** Descriptions by name in lower case. */
  readonly described: ReadonlyMap<string, ObjectSchema>;
}

export const emptySnapshot = (): Snapshot => snapshotOf({ objects: undefined, names: new Set(), described: new Map() });

function snapshotOf(known: Known): Snapshot {
  const { objects, names, described } = known;
  return {
    objects,
    get described() {
      return described.values();
    },
    object(name) {
      const key = name.toLowerCase();
      return described.get(key) ?? (objects && !names.has(key) ? 'absent' : 'missing');
    },
    withObjects: list => {
      const listed = new Set(list.map(object => object.name.toLowerCase()));
      const kept = [...described].filter(([key]) => listed.has(key));
      return snapshotOf({ objects: list, names: listed, described: new Map(kept) });
    },
    withObject: object =>
      snapshotOf({ ...known, described: new Map(described).set(object.name.toLowerCase(), object) }),
  };
}
