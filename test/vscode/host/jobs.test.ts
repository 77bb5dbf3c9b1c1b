import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { dropFiles } from '../../../client/src/views/jobs/dropFiles.ts';

describe('files dropped on the Jobs view', () => {
  async function loaded(type: string, item: vscode.DataTransferItem): Promise<readonly string[]> {
    const files: string[] = [];
    const controller = dropFiles<object>(async ({ path }) => void files.push(path));
    assert(controller.dropMimeTypes.includes(type));
    const data = new vscode.DataTransfer();
    data.set(type, item);
    await controller.handleDrop?.(undefined, data, new vscode.CancellationTokenSource().token);
    return files;
  }

  it('are loaded if they are tables, one after the other', async () => {
    const list = ['# from the explorer', 'file:///data/a.csv', 'file:///data/notes.md', 'file:///data/b%20c.TSV'];
    assert.deepEqual(await loaded('text/uri-list', new vscode.DataTransferItem(list.join('\r\n'))), [
      '/data/a.csv',
      '/data/b c.TSV',
    ]);
  });

  it('are nothing to load else', async () => {
    assert.deepEqual(await loaded('text/uri-list', new vscode.DataTransferItem('')), []);
  });
});
