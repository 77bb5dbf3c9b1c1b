// Opening a record as a document, and deleting the one that is open.
import * as vscode from 'vscode';
import { deleteRecord, readRecord } from '../../../server/src/protocol/records.ts';
import { listObjects } from '../../../server/src/protocol/schema.ts';
import { ProblemError } from '../host/problem.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import { confirmWrite } from '../records/confirm.ts';
import { RecordFiles } from '../records/recordFiles.ts';
import { recordLinkProvider } from '../records/recordLinkProvider.ts';
import { titleOf } from '../records/recordText.ts';
import { placeOfRecord, RECORD_SCHEME, recordUri } from '../records/recordUri.ts';
import { requireOrg } from './activeOrg.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly service: LanguageService;
  readonly registry: OrgRegistry;
  readonly subscriptions: vscode.Disposable[];
}

/** What a link names; what it leaves out is asked for. */
interface RecordLink {
  /** Key of the org; default: the active one. */
  readonly org?: string;
  /** API name of the object; default: the one that the id tells. */
  readonly type?: string;
  readonly id?: string;
}

export function registerRecordCommands(register: Register, ports: Ports): void {
  const files = new RecordFiles(ports);
  ports.subscriptions.push(files.register());
  ports.subscriptions.push(
    vscode.languages.registerDocumentLinkProvider({ scheme: RECORD_SCHEME }, recordLinkProvider(files)),
  );
  register('openRecord', (link?: RecordLink) => open(ports, link ?? {}));
  register('deleteRecord', () => remove(ports, files));
}

async function open({ service, registry }: Ports, { org, type, id: given }: RecordLink): Promise<void> {
  const key = org ?? (await requireOrg(registry)).key;
  const id = given ?? (await askId());
  if (!id) return;
  const object = type ?? (await typeOf(service, key, id));
  const document = await vscode.workspace.openTextDocument(recordUri(key, object, id));
  await vscode.window.showTextDocument(document);
}

/** The first three characters of an id name its object. */
async function typeOf(service: LanguageService, org: string, id: string): Promise<string> {
  const { objects } = await service.request(listObjects, { org });
  const known = objects.find(({ keyPrefix }) => keyPrefix === id.slice(0, 3));
  // Reading it tells why there is none.
  return known?.name ?? (await service.request(readRecord, { org, id })).object;
}

async function askId(): Promise<string | undefined> {
  const id = await vscode.window.showInputBox({
    title: vscode.l10n.t('Open record'),
    prompt: vscode.l10n.t('Id of the record, 15 or 18 characters'),
    validateInput: text =>
      /^(\w{15}|\w{18})$/.test(text.trim()) ? undefined : vscode.l10n.t('An id has 15 or 18 letters and digits.'),
  });
  return id?.trim();
}

async function remove({ service, registry }: Ports, files: RecordFiles): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const record = uri?.scheme === RECORD_SCHEME ? files.record(uri) : undefined;
  const org = uri && registry.orgs.find(({ key }) => key === placeOfRecord(uri).org);
  if (!record?.id || !org) {
    throw new ProblemError({ code: 'NO_RECORD', message: vscode.l10n.t('Open a record first, then delete it.') });
  }
  const question = vscode.l10n.t('Delete {0} in {1}?', titleOf(record).join(' '), org.name);
  const detail = vscode.l10n.t('It goes to the recycle bin of the org, with the records that belong to it.');
  if (!(await confirmWrite(org, question, detail, vscode.l10n.t('Delete')))) return;
  await service.request(deleteRecord, { org: org.key, object: record.object, id: record.id });
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}
