// The groups of the Objects view. Describe's list tells the kind of an object only by its name.
import type { ObjectItem } from '../../../../server/src/protocol/schema.ts';
import { byName, compareNames } from './byName.ts';

export type GroupKind =
  | 'favorites'
  | 'recent'
  | 'custom'
  | 'standard'
  | 'namespace'
  | 'events'
  | 'metadataTypes'
  | 'external'
  | 'bigObjects'
  | 'system';

export interface Group {
  readonly group: GroupKind;
  /** The kind, with the namespace where there is one. */
  readonly id: string;
  readonly namespace?: string;
  readonly objects: readonly ObjectItem[];
}

/** Names of objects that the user marked, and of those last worked with, newest first. */
export interface Remembered {
  readonly favorites: readonly string[];
  readonly recent: readonly string[];
}

const ORDER: readonly GroupKind[] = [
  ...(['favorites', 'recent', 'custom', 'standard', 'namespace', 'events'] as const),
  ...(['metadataTypes', 'external', 'bigObjects', 'system'] as const),
];

/** What is not empty: favorites and recent objects first, packages by namespace, what Salesforce keeps for itself last. */
export function groupObjects(objects: readonly ObjectItem[], { favorites, recent }: Remembered): readonly Group[] {
  const byName = new Map(objects.map(object => [object.name, object]));
  const named = (names: readonly string[]) => names.flatMap(name => byName.get(name) ?? []);
  const groups = new Map<string, Group & { objects: ObjectItem[] }>();
  for (const object of objects) {
    const group = kindOf(object.name, byName);
    const namespace = group === 'namespace' ? namespaceOf(object.name) : undefined;
    const id = namespace === undefined ? group : `${group}/${namespace}`;
    const made = groups.get(id) ?? { group, id, objects: [], ...(namespace !== undefined && { namespace }) };
    made.objects.push(object);
    groups.set(id, made);
  }
  const all: Group[] = [
    { group: 'favorites', id: 'favorites', objects: sorted(named(favorites)) },
    { group: 'recent', id: 'recent', objects: named(recent.filter(name => !favorites.includes(name))) },
    ...[...groups.values()].map(group => ({ ...group, objects: sorted(group.objects) })),
  ];
  const rank = ({ group }: Group) => ORDER.indexOf(group);
  return all
    .filter(group => group.objects.length > 0)
    .sort((a, b) => rank(a) - rank(b) || compareNames(a.namespace ?? '', b.namespace ?? ''));
}

/** The namespace of a managed package's object: `npsp` in `npsp__Trigger_Handler__c`. */
export function namespaceOf(name: string): string | undefined {
  const parts = name.split('__');
  return parts.length > 2 ? parts[0] : undefined;
}

/** Whether Salesforce keeps it about another object, such as AccountShare, or writes it itself: users are, too. */
export const isSystemObject = (name: string, all: ReadonlyMap<string, unknown>): boolean =>
  name === 'User' || name === 'Group' || ['system', 'events'].includes(kindOf(name, all));

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_concepts.htm */
const SUFFIXES: Readonly<Record<string, GroupKind>> = {
  e: 'events',
  ChangeEvent: 'events',
  mdt: 'metadataTypes',
  x: 'external',
  b: 'bigObjects',
  Share: 'system',
  History: 'system',
  Feed: 'system',
  Tag: 'system',
  ViewStat: 'system',
  VoteStat: 'system',
  DataCategorySelection: 'system',
};

function kindOf(name: string, all: ReadonlyMap<string, unknown>): GroupKind {
  const at = name.lastIndexOf('__');
  if (at > 0) return SUFFIXES[name.slice(at + 2)] ?? (namespaceOf(name) === undefined ? 'custom' : 'namespace');
  // AccountShare belongs to Account; LoginHistory to nothing.
  const companion = /^(\w+?)(ChangeEvent|Share|History|Feed|Tag)$/.exec(name);
  return companion && all.has(companion[1]!) ? (SUFFIXES[companion[2]!] ?? 'standard') : 'standard';
}

const sorted = (objects: readonly ObjectItem[]) => [...objects].sort(byName);
