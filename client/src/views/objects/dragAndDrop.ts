import * as vscode from 'vscode';
import { apiNames } from './apiNames.ts';
import type { ObjectsViewNode } from './objectsView.ts';

/** Objects and fields can be dragged into an editor, where their API names are dropped. */
export const objectsDragAndDrop: vscode.TreeDragAndDropController<ObjectsViewNode> = {
  dragMimeTypes: ['text/plain'],
  dropMimeTypes: [],
  handleDrag(nodes, data) {
    const names = apiNames(nodes);
    if (names) data.set('text/plain', new vscode.DataTransferItem(names));
  },
};
