import fs from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/** What BENCH_RESULT gets. Times in milliseconds, memory in megabytes. */
export interface Start {
  /** What the extension says of its own activation. */
  readonly activationMs: number;
  /** From the first query document, which starts the server, to its first completion. No org is connected. */
  readonly firstCompletionMs: number;
  /** By how much the heap of the extension host has grown at the end. */
  readonly heapMb: number;
}

/** Runs inside the extension host of a fresh window. */
export async function run(): Promise<void> {
  const before = process.memoryUsage().heapUsed;
  const extension = vscode.extensions.getExtension('integration-workbench.salesforce-integration-workbench');
  const { activationMs } = await extension!.activate();
  const start = performance.now();
  const document = await vscode.workspace.openTextDocument({ language: 'soql', content: 'SELECT Id FROM Account ' });
  const position = document.positionAt(document.getText().length);
  const complete = () =>
    vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
  // Until the server is there, nobody provides anything. Asking without a pause would keep it from coming.
  while (!(await complete()).items.some(({ label }) => label === 'WHERE')) await delay(20);
  const firstCompletionMs = performance.now() - start;
  const heapMb = (process.memoryUsage().heapUsed - before) / 1e6;
  const result: Start = { activationMs, firstCompletionMs, heapMb };
  fs.writeFileSync(process.env.BENCH_RESULT!, JSON.stringify(result));
}
