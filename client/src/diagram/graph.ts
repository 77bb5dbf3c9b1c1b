// What a relationship diagram shows: an object, and the neighbours of those that are expanded. No 'vscode' here.
import type { ChildItem, FieldItem, ObjectDescription, ObjectItem } from '../../../server/src/protocol/schema.ts';
import { isSystemObject, namespaceOf } from '../views/objects/groups.ts';
import type { Diagram, DiagramEdge, DiagramNode } from './page/messages.ts';

export interface GraphOptions {
  readonly focus: string;
  /** Whose neighbours are shown, with the descriptions that tell of them. */
  readonly expanded: ReadonlyMap<string, ObjectDescription>;
  /** Every object of the org. */
  readonly objects: readonly ObjectItem[];
  /** Shows users, and what Salesforce keeps for itself: shares, histories, feeds. */
  readonly system: boolean;
}

/** References to these say who did something: nearly every object has them. */
const AUDIT_FIELDS: readonly string[] = ['CreatedById', 'LastModifiedById', 'OwnerId', 'RecordTypeId'];

export function diagramOf({ focus, expanded, objects, system }: GraphOptions): Diagram {
  const known = new Map(objects.map(object => [object.name, object]));
  const isShown = (name: string) => known.has(name) && (system || name === focus || !isSystemObject(name, known));
  const edges = new Map<string, DiagramEdge>();
  const add = (edge: DiagramEdge) => {
    if (!isShown(edge.from) || !isShown(edge.to) || (!system && AUDIT_FIELDS.includes(edge.field))) return;
    const key = `${edge.from}.${edge.field} ${edge.to}`;
    // Each end tells something else: the child whether it must have a parent, the parent what it calls its children.
    const other = edges.get(key);
    edges.set(key, {
      ...edge,
      children: edge.children || (other?.children ?? ''),
      required: edge.required || (other?.required ?? false),
    });
  };
  for (const [name, { fields, children }] of expanded) {
    for (const field of fields) for (const edge of parentEdges(name, field)) add(edge);
    for (const child of children) add(childEdge(name, child));
  }
  const names = new Set([focus, ...[...edges.values()].flatMap(({ from, to }) => [from, to])]);
  const nodes = [...names].sort().flatMap((name): DiagramNode[] => {
    const object = known.get(name);
    return object
      ? [{ name, label: object.label, namespace: namespaceOf(name) ?? '', expanded: expanded.has(name) }]
      : [];
  });
  return { focus, nodes, edges: [...edges.values()], namespaces: [...new Set(nodes.map(n => n.namespace))].sort() };
}

const parentEdges = (from: string, { name, referenceTo, required }: FieldItem): DiagramEdge[] =>
  referenceTo.map(to => ({ from, to, field: name, children: '', required }));

const childEdge = (parent: string, { childObject, field, relationshipName }: ChildItem): DiagramEdge => ({
  from: childObject,
  to: parent,
  field,
  children: relationshipName,
  required: false,
});
