import * as vscode from 'vscode';

/**
 * The one output channel. Nothing in it holds tokens, record data or query text. It is never disposed: the server's
 * process still writes to it when everything else has ended.
 */
export const createLog = (): vscode.LogOutputChannel =>
  vscode.window.createOutputChannel('Salesforce Integration Workbench', { log: true });
