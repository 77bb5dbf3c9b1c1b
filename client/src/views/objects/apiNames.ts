import type { ObjectsViewNode } from './objectsView.ts';

/** The API names of what is selected, in the form in which a SELECT lists them. Empty where nothing has a name. */
export const apiNames = (nodes: readonly ObjectsViewNode[]): string => nodes.flatMap(nameOf).join(', ');

function nameOf(node: ObjectsViewNode): string[] {
  switch (node.kind) {
    case 'object':
      return [node.object.name];
    case 'field':
      return [node.field.name];
    case 'child':
      return [node.child.relationshipName];
    case 'recordType':
      return [node.recordType.developerName];
    case 'picklistValue':
      return [node.value.value];
    default:
      return [];
  }
}
