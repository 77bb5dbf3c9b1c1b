// Commands that a key calls in the Objects view: unlike a menu, it hands over nothing but what the manifest says.
import type { FieldNode, ObjectNode } from '../views/objects/nodes.ts';
import type { ObjectsViewNode } from '../views/objects/objectsView.ts';

/** The argument of such keys. */
export const FOCUSED = 'focused';

/** What the keyboard is at in the Objects view, or all that is selected there. */
export type Focused = () => Promise<readonly ObjectsViewNode[]>;

export const isAboutObject = (node: ObjectsViewNode): node is ObjectNode | FieldNode =>
  node.kind === 'object' || node.kind === 'field';
