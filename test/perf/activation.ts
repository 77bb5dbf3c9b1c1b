import fs from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/** What BENCH_RESULT gets. Times in milliseconds, memory in megabytes. */
export interface Start {
  /** What the extension says of its own activation. */
  readonly activationMs: number;
  /** From the first query document, which starts the server, to its first completion. No org is connected. */
  readonly firstCompletionMs: number;
  /** The same of a provider that has nothing to load: what VS Code itself takes. */
  readonly floorMs: number;
  /** By how much the heap of the extension host has grown at the end. */
  readonly heapMb: number;
}

/** The label of what the floor's provider offers. */
const FLOOR = 'floor';

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
  const first = async (wanted: string) => {
    // Asking without a pause would keep the server from coming.
    while (!(await complete()).items.some(({ label }) => label === wanted)) await delay(20);
    return performance.now() - start;
  };
  const provideCompletionItems = () => [new vscode.CompletionItem(FLOOR)];
  vscode.languages.registerCompletionItemProvider({ language: 'soql' }, { provideCompletionItems });
  const floorMs = await first(FLOOR);
  const firstCompletionMs = await first('WHERE');
  const heapMb = (process.memoryUsage().heapUsed - before) / 1e6;
  const result: Start = { activationMs, firstCompletionMs, floorMs, heapMb };
  fs.writeFileSync(process.env.BENCH_RESULT!, JSON.stringify(result));
}
