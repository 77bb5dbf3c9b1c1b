import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { untitledWith } from '../../../client/src/host/untitled.ts';

describe('documents without a file', () => {
  it('are made once for a text, and again where it was changed or is in another language', async () => {
    const content = 'SELECT Id FROM Untitled__c';
    const first = await untitledWith('soql', content);
    assert.equal(await untitledWith('soql', content), first);
    assert.notEqual(await untitledWith('sosl', content), first);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(first.uri, new vscode.Position(0, 0), '// mine\n');
    await vscode.workspace.applyEdit(edit);
    const next = await untitledWith('soql', content);
    assert.notEqual(next, first);
    assert.equal(next.getText(), content);
  });
});
