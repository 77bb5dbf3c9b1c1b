// "Load data from CSV": proposes a mapping of the file's columns, and opens it.
import path from 'node:path';
import * as vscode from 'vscode';
import { loadFields, previewCsv } from '../../../server/src/protocol/bulk.ts';
import { listObjects } from '../../../server/src/protocol/schema.ts';
import { ProblemError } from '../host/problem.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { ConnectedOrg } from '../orgs/registry.ts';
import { MAPPING_SUFFIX, type MappingFile, mappingText } from './mappingFile.ts';
import type { MappingMemory } from './mappingMemory.ts';
import { likelyOperation, proposedMapping } from './proposal.ts';

interface Ports {
  readonly service: LanguageService;
  readonly org: ConnectedOrg;
  readonly memory: MappingMemory;
}

/**
 * `csv`: the file that the explorer's menu was opened on, or that was dropped; without it the active editor's, else one
 * that is asked for. A file that has a mapping keeps it. Does nothing where a question is left open.
 */
export async function newMapping(ports: Ports, csv?: vscode.Uri): Promise<void> {
  const file = csv ?? activeCsv() ?? (await askFile());
  if (!file) return;
  if (file.scheme !== 'file') throw notLocal();
  const uri = file.with({ path: file.path.replace(/\.\w+$/, '') + MAPPING_SUFFIX });
  if (!(await exists(uri))) {
    const mapping = await mappingOf(ports, file.fsPath);
    if (!mapping) return;
    await vscode.workspace.fs.writeFile(uri, Buffer.from(mappingText(mapping)));
  }
  await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
}

/** As files with these columns were loaded before, else as their titles suggest. */
async function mappingOf({ service, org, memory }: Ports, csv: string): Promise<MappingFile | undefined> {
  const file = path.basename(csv);
  const { header } = await service.request(previewCsv, { file: csv });
  const known = await memory.recall(header);
  if (known) {
    const before = new Map(Object.entries(known.columns));
    return { ...known, file, columns: Object.fromEntries(header.map(title => [title, before.get(title) ?? null])) };
  }
  const object = await askObject(service, org, file);
  if (!object) return undefined;
  const proposal = await service.request(loadFields, { org: org.key, object, titles: header });
  const mapped = proposedMapping(proposal, { operation: likelyOperation(proposal) });
  return { file, object, ...mapped, constants: {}, emptyCells: 'ignore' };
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

async function askObject(service: LanguageService, org: ConnectedOrg, file: string): Promise<string | undefined> {
  const items = service
    .request(listObjects, { org: org.key })
    .then(({ objects }) =>
      objects.map(({ name, label }) => ({ label: name, description: label === name ? '' : label })),
    );
  const placeHolder = vscode.l10n.t('Object of {0} to load {1} into', org.name, file);
  const options = { placeHolder, matchOnDescription: true, ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.label;
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
