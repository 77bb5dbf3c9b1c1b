import * as vscode from 'vscode';
import { listObjects } from '../../../server/src/protocol/schema.ts';
import { openInBrowser } from '../host/browser.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { ConnectedOrg } from '../orgs/registry.ts';

/** The command that shows a record in the editor. */
const OPEN_RECORD = 'salesforceWorkbench.openRecord';

/** Opens a record as a document, or its page in the browser. */
export async function openRecord(
  service: LanguageService,
  org: ConnectedOrg | undefined,
  id: string,
  browser: boolean,
): Promise<void> {
  if (!org) return;
  const commands = browser ? [] : await vscode.commands.getCommands(true);
  if (!commands.includes(OPEN_RECORD)) {
    await openInBrowser(new URL(`/${id}`, org.instanceUrl));
    return;
  }
  // The first three characters of an id name its object.
  const { objects } = await service.request(listObjects, { org: org.key });
  const type = objects.find(({ keyPrefix }) => keyPrefix === id.slice(0, 3))?.name;
  await vscode.commands.executeCommand(OPEN_RECORD, { org: org.key, type, id });
}
