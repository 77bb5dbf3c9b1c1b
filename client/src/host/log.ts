import * as vscode from 'vscode';

/** The one output channel. Nothing in it holds tokens, record data or query text. */
export const createLog = (): vscode.LogOutputChannel =>
  vscode.window.createOutputChannel('Salesforce Integration Workbench', { log: true });
