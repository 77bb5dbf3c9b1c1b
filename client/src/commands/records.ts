// Opening a record as a document, deleting the one that is open, and bringing deleted ones back.
import * as vscode from 'vscode';
import { deleteRecord, readRecord, undeleteRecords } from '../../../server/src/protocol/records.ts';
import { listObjects } from '../../../server/src/protocol/schema.ts';
import { ProblemError } from '../host/problem.ts';
import { closeTextTabs } from '../host/tabs.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { OrgRegistry } from '../orgs/registry.ts';
import { confirmProduction, confirmWrite } from '../records/confirm.ts';
import { RecordFiles } from '../records/recordFiles.ts';
import { recordIdIn } from '../records/recordId.ts';
import { recordLinkProvider } from '../records/recordLinkProvider.ts';
import { orgOfRecord } from '../records/recordOrg.ts';
import { titleOf } from '../records/recordText.ts';
import { placeOfRecord, RECORD_SCHEME } from '../records/recordUri.ts';
import { requireOrg } from './activeOrg.ts';
import { openRecord } from './openRecord.ts';
import type { Register } from './report.ts';

interface Ports {
  readonly service: LanguageService;
  readonly registry: OrgRegistry;
  readonly onError: (error: unknown) => void;
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
  register('openRecord', (link?: RecordLink) => open(ports, files, link ?? {}));
  register('showRecordPage', () => showPage(ports, files));
  register('deleteRecord', () => remove(ports, files));
  register('undeleteRecord', (link?: RecordLink) => undelete(ports, files, link ?? {}));
}

async function open(
  { service, registry }: Ports,
  files: RecordFiles,
  { org, type, id: given }: RecordLink,
): Promise<void> {
  const key = org ?? (await requireOrg(registry)).key;
  const id = given ?? (await askId(vscode.l10n.t('Open record')));
  if (!id) return;
  const object = type ?? (await typeOf(service, key, id));
  const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Reading record…') };
  const place = { org: key, object, id };
  const { uri, outdated } = await vscode.window.withProgress(options, () => files.addressOf(place));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  for (const before of outdated) await closeTextTabs(before);
}

/** The first three characters of an id name its object. */
async function typeOf(service: LanguageService, org: string, id: string): Promise<string> {
  const { objects } = await service.request(listObjects, { org });
  const known = objects.find(({ keyPrefix }) => keyPrefix === id.slice(0, 3));
  // Reading it tells why there is none.
  return known?.name ?? (await service.request(readRecord, { org, id })).object;
}

async function askId(title: string): Promise<string | undefined> {
  const given = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Id of the record, 15 or 18 characters, or the address of its page'),
    validateInput: text =>
      recordIdIn(text) ? undefined : vscode.l10n.t('An id has 15 or 18 letters and digits. No id stands in this.'),
  });
  return given && recordIdIn(given);
}

/** The one in the active editor, where it is in the org. */
async function openedRecord({ registry }: Ports, files: RecordFiles) {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme !== RECORD_SCHEME) return undefined;
  const org = orgOfRecord(registry, placeOfRecord(uri).org);
  const record = await files.read(uri);
  return record.id ? { uri, record, org } : undefined;
}

async function showPage(ports: Ports, files: RecordFiles): Promise<void> {
  const opened = await openedRecord(ports, files);
  if (!opened) {
    throw new ProblemError({ code: 'NO_RECORD', message: vscode.l10n.t('Open a record first, then its page.') });
  }
  await openRecord(opened.org, opened.record.id, true);
}

async function remove(ports: Ports, files: RecordFiles): Promise<void> {
  const opened = await openedRecord(ports, files);
  if (!opened) {
    throw new ProblemError({ code: 'NO_RECORD', message: vscode.l10n.t('Open a record first, then delete it.') });
  }
  const { uri, record, org } = opened;
  const question = vscode.l10n.t('Delete {0} in {1}?', titleOf(record).join(' '), org.name);
  const detail = vscode.l10n.t('It goes to the recycle bin of the org, with the records that belong to it.');
  if (!(await confirmWrite(org, question, detail, vscode.l10n.t('Delete')))) return;
  await ports.service.request(deleteRecord, { org: org.key, object: record.object, id: record.id });
  await closeRecord(uri);
  const back = vscode.l10n.t('Undelete');
  const told = vscode.l10n.t('{0} was deleted in {1}.', titleOf(record).join(' '), org.name);
  if ((await vscode.window.showInformationMessage(told, back)) !== back) return;
  // As a command it reports its own failure.
  await vscode.commands.executeCommand('salesforceWorkbench.undeleteRecord', { org: org.key, id: record.id });
}

/**
 * With what was changed in it, wherever it is shown. The user may be in another editor by now, whose changes are none of
 * this command's.
 */
async function closeRecord(uri: vscode.Uri): Promise<void> {
  const isOpen = vscode.window.activeTextEditor?.document.uri.toString() === uri.toString();
  if (isOpen) await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await closeTextTabs(uri);
}

/** Out of the recycle bin, and into an editor. */
async function undelete(ports: Ports, files: RecordFiles, { org: key, id: given }: RecordLink): Promise<void> {
  const { service, registry } = ports;
  const org = key ? orgOfRecord(registry, key) : await requireOrg(registry);
  const wanted = given ?? (await askId(vscode.l10n.t('Undelete record in {0}', org.name)));
  if (!wanted || !(await confirmProduction(org, vscode.l10n.t('Undelete {0}', wanted)))) return;
  const options = {
    location: vscode.ProgressLocation.Window,
    title: vscode.l10n.t('Undeleting in {0}…', org.name),
  };
  const asked = { org: org.key, ids: [wanted] };
  const { back } = await vscode.window.withProgress(options, () => service.request(undeleteRecords, asked));
  const id = back[0] ?? wanted;
  const type = await typeOf(service, org.key, id);
  files.forget({ org: org.key, object: type, id });
  await open(ports, files, { org: org.key, type, id });
}
