// "Load data from CSV": asks for the object and the operation, maps the columns, and opens the mapping file.
import path from 'node:path';
import * as vscode from 'vscode';
import { type LoadOperation, loadFields, previewCsv } from '../../../server/src/protocol/bulk.ts';
import { listObjects } from '../../../server/src/protocol/schema.ts';
import { ProblemError } from '../host/problem.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { ConnectedOrg } from '../orgs/registry.ts';
import { MAPPING_SUFFIX, type MappingFile, mappingText } from './mappingFile.ts';

const ignoreFocusOut = true;

/**
 * `csv`: the file that the explorer's menu was opened on; without it the active editor's, else one that is asked for.
 * Does nothing where a question is left open.
 */
export async function newMapping(service: LanguageService, org: ConnectedOrg, csv?: vscode.Uri): Promise<void> {
  const file = csv ?? activeCsv() ?? (await askFile());
  if (!file) return;
  if (file.scheme !== 'file') throw notLocal();
  const mappingUri = file.with({ path: file.path.replace(/\.\w+$/, '') + MAPPING_SUFFIX });
  if (await exists(mappingUri)) {
    const again = await askAgain(mappingUri);
    if (again === undefined) return;
    if (again) return show(mappingUri);
  }
  const { header } = await service.request(previewCsv, { file: file.fsPath });
  const object = await askObject(service, org, path.basename(file.fsPath));
  const operation = object && (await askOperation());
  if (!object || !operation) return;
  const { fields, columns } = await service.request(loadFields, { org: org.key, object, titles: header });
  const keys = fields.filter(field => field.externalId);
  const externalId = operation === 'upsert' ? await askExternalId(keys) : undefined;
  if (operation === 'upsert' && !externalId) return;
  const writes = operation === 'insert' || operation === 'update' || operation === 'upsert';
  const kept = new Set([
    ...fields
      .filter(field => (operation === 'insert' ? field.createable : field.updateable || field.createable) && writes)
      .map(field => field.path),
    ...(operation === 'upsert' && externalId ? [externalId] : operation === 'insert' ? [] : ['Id']),
  ]);
  const mapping: MappingFile = {
    file: path.basename(file.fsPath),
    object,
    operation,
    ...(externalId ? { externalId } : {}),
    columns: Object.fromEntries(
      Object.entries(columns).map(([title, field]) => [title, field !== null && kept.has(field) ? field : null]),
    ),
    constants: {},
    emptyCells: 'ignore',
  };
  await vscode.workspace.fs.writeFile(mappingUri, Buffer.from(mappingText(mapping)));
  await show(mappingUri);
}

async function show(uri: vscode.Uri): Promise<void> {
  await vscode.window.showTextDocument(uri, { preview: false });
}

function activeCsv(): vscode.Uri | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === 'file' && /\.(csv|tsv)$/i.test(uri.path) ? uri : undefined;
}

async function askFile(): Promise<vscode.Uri | undefined> {
  const filters = { CSV: ['csv', 'tsv', 'txt'] };
  const files = await vscode.window.showOpenDialog({ title: vscode.l10n.t('Load data from CSV'), filters });
  return files?.[0];
}

/** true: the mapping that is there; false: a new one. */
async function askAgain(uri: vscode.Uri): Promise<boolean | undefined> {
  const use = { label: vscode.l10n.t('Use the mapping that is there'), use: true };
  const replace = { label: vscode.l10n.t('Map the columns anew'), use: false };
  const placeHolder = vscode.l10n.t('{0} is there already', path.basename(uri.fsPath));
  return (await vscode.window.showQuickPick([use, replace], { placeHolder, ignoreFocusOut }))?.use;
}

async function askObject(service: LanguageService, org: ConnectedOrg, file: string): Promise<string | undefined> {
  const items = service
    .request(listObjects, { org: org.key })
    .then(({ objects }) => objects.map(({ name, label }) => ({ label: name, description: label })));
  const placeHolder = vscode.l10n.t('Object of {0} to load {1} into', org.name, file);
  const chosen = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true, ignoreFocusOut });
  return chosen?.label;
}

async function askOperation(): Promise<LoadOperation | undefined> {
  const items: readonly { label: string; detail: string; operation: LoadOperation }[] = [
    { label: vscode.l10n.t('Insert'), detail: vscode.l10n.t('Each row becomes a new record'), operation: 'insert' },
    {
      label: vscode.l10n.t('Upsert'),
      detail: vscode.l10n.t('Changes the record with that external id, or creates it'),
      operation: 'upsert',
    },
    { label: vscode.l10n.t('Update'), detail: vscode.l10n.t('Changes the record with that id'), operation: 'update' },
    { label: vscode.l10n.t('Delete'), detail: vscode.l10n.t('Moves records to the recycle bin'), operation: 'delete' },
    {
      label: vscode.l10n.t('Hard delete'),
      detail: vscode.l10n.t('Removes records for good; needs the permission "Bulk API Hard Delete"'),
      operation: 'hardDelete',
    },
  ];
  const placeHolder = vscode.l10n.t('What to do with the rows');
  return (await vscode.window.showQuickPick(items, { placeHolder, ignoreFocusOut }))?.operation;
}

async function askExternalId(
  keys: readonly { readonly path: string; readonly label: string }[],
): Promise<string | undefined> {
  const items = keys.map(({ path: name, label }) => ({ label: name, description: label }));
  const placeHolder = vscode.l10n.t('Field that tells which record a row is');
  return (await vscode.window.showQuickPick(items, { placeHolder, ignoreFocusOut }))?.label;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

export const notLocal = () =>
  new ProblemError({
    code: 'NO_LOCAL_FILE',
    message: vscode.l10n.t('Only files of this computer can be loaded. Copy the file to a folder first.'),
  });
