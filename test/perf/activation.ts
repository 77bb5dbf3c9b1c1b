import fs from 'node:fs';
import * as vscode from 'vscode';

/** Runs inside the extension host: writes what the extension says of its own activation to BENCH_RESULT. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('integration-workbench.salesforce-integration-workbench');
  const { activationMs } = await extension!.activate();
  fs.writeFileSync(process.env.BENCH_RESULT!, JSON.stringify({ activationMs }));
}
