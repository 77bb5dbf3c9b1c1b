// What the Objects view shows, as plain data. No 'vscode' here.

import type {
  ChildItem,
  FieldItem,
  ObjectDescription,
  ObjectItem,
  PicklistItem,
  RecordTypeItem,
} from '../../../../server/src/protocol/schema.ts';
import { byName, compareNames } from './byName.ts';
import { filterObjects } from './filter.ts';
import { type Group, groupObjects, type Remembered } from './groups.ts';

/** Where a node stands: an object can show in several places, and what is open in one stays closed in the others. */
interface Placed {
  readonly path: string;
}
export interface GroupNode extends Placed, Group {
  readonly kind: 'group';
}
export interface ObjectNode extends Placed {
  readonly kind: 'object';
  readonly object: ObjectItem;
}
export interface FieldNode extends Placed {
  readonly kind: 'field';
  readonly object: ObjectItem;
  readonly field: FieldItem;
}
export interface ChildrenNode extends Placed {
  readonly kind: 'children';
  readonly children: readonly ChildItem[];
}
/** A child relationship; below it stands what the child object has. */
export interface ChildNode extends Placed {
  readonly kind: 'child';
  readonly child: ChildItem;
}
export interface RecordTypesNode extends Placed {
  readonly kind: 'recordTypes';
  readonly recordTypes: readonly RecordTypeItem[];
}
export interface RecordTypeNode extends Placed {
  readonly kind: 'recordType';
  readonly recordType: RecordTypeItem;
}
export interface PicklistValueNode extends Placed {
  readonly kind: 'picklistValue';
  readonly value: PicklistItem;
}
/** Says that a list is cut. */
export interface MoreNode extends Placed {
  readonly kind: 'more';
  readonly hidden: number;
}
export type SchemaNode =
  | GroupNode
  | ObjectNode
  | FieldNode
  | ChildrenNode
  | ChildNode
  | RecordTypesNode
  | RecordTypeNode
  | PicklistValueNode
  | MoreNode;

/** What a person looks through at most; the filter finds the rest. */
const MOST_MATCHES = 300;

export interface RootsOptions {
  readonly filter: string;
  readonly grouped: boolean;
  readonly remembered: Remembered;
}

/** What a filter leaves is one list, the best match first: a group that the user has closed would hide it. */
export function rootNodes(objects: readonly ObjectItem[], options: RootsOptions): readonly SchemaNode[] {
  const { filter, grouped, remembered } = options;
  if (filter.trim()) return cut(filterObjects(objects, filter));
  if (!grouped) return objectNodes([...objects].sort(byName), '');
  return groupObjects(objects, remembered).map(group => ({ kind: 'group', path: `group/${group.id}`, ...group }));
}

function cut(found: readonly ObjectItem[]): SchemaNode[] {
  const shown = objectNodes(found.slice(0, MOST_MATCHES), '');
  const hidden = found.length - shown.length;
  return hidden > 0 ? [...shown, { kind: 'more', path: 'more', hidden }] : shown;
}

export const objectNodes = (objects: readonly ObjectItem[], path: string): SchemaNode[] =>
  objects.map(object => ({ kind: 'object', path: join(path, object.name), object }));

/** The fields of an object, then where one gets from it: Id first, then the name field, then the others by name. */
export function descriptionNodes(
  object: ObjectItem,
  { fields, children, recordTypes }: ObjectDescription,
  path: string,
): readonly SchemaNode[] {
  const rank = (field: FieldItem) => (field.type === 'id' ? 0 : field.nameField ? 1 : 2);
  const sorted = [...fields].sort((a, b) => rank(a) - rank(b) || byName(a, b));
  return [
    ...sorted.map((field): FieldNode => ({ kind: 'field', path: join(path, field.name), object, field })),
    ...(children.length > 0 ? [{ kind: 'children', path: join(path, '#children'), children } as const] : []),
    ...(recordTypes.length > 0 ? [{ kind: 'recordTypes', path: join(path, '#types'), recordTypes } as const] : []),
  ];
}

/** Below a field: the objects that it refers to, or its picklist values. */
export function belowField({ field, path }: FieldNode, objects: readonly ObjectItem[]): readonly SchemaNode[] {
  const targets = objects.filter(({ name }) => field.referenceTo.includes(name));
  if (targets.length > 0) return objectNodes(targets.sort(byName), path);
  return field.picklistValues.map(value => ({ kind: 'picklistValue', path: join(path, value.value), value }));
}

export const childNodes = ({ children, path }: ChildrenNode): readonly ChildNode[] =>
  [...children]
    .sort((a, b) => compareNames(a.relationshipName, b.relationshipName))
    .map(child => ({ kind: 'child', path: join(path, child.relationshipName), child }));

export const recordTypeNodes = ({ recordTypes, path }: RecordTypesNode): readonly RecordTypeNode[] =>
  recordTypes.map(recordType => ({ kind: 'recordType', path: join(path, recordType.developerName), recordType }));

const join = (path: string, name: string) => (path ? `${path}/${name}` : name);
