// Checking and loading what a mapping file says.
import path from 'node:path';
import * as vscode from 'vscode';
import { checkLoad, checkProgress, type LoadReport, previewCsv, startLoad } from '../../../server/src/protocol/bulk.ts';
import { displayWords } from '../host/displayWords.ts';
import { ProblemError } from '../host/problem.ts';
import { whileWaiting } from '../host/progress.ts';
import { settings } from '../host/settings.ts';
import { rowsText } from '../host/words.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { ConnectedOrg } from '../orgs/registry.ts';
import { confirmLoad } from './confirmLoad.ts';
import type { MappingEditors } from './mappingEditors.ts';
import { badRowsFileOf, csvFileOf, MAPPING_SUFFIX, type MappingFile, parseMapping } from './mappingFile.ts';
import type { MappingMemory } from './mappingMemory.ts';
import { wrongMapping } from './mappingWords.ts';
import { notLocal } from './newMapping.ts';

interface Ports {
  readonly service: LanguageService;
  readonly org: ConnectedOrg;
  readonly editors: MappingEditors;
  readonly memory: MappingMemory;
}

interface Target {
  readonly uri: vscode.Uri;
  readonly mapping: MappingFile;
  /** Absolute path of the CSV file. */
  readonly file: string;
}

/** Compares every row with Describe and shows what it found. Without `uri`: the mapping in the active editor. */
export async function checkMapping(ports: Ports, uri?: vscode.Uri): Promise<void> {
  const target = await targetOf(uri);
  await ports.editors.showReport(target.uri, await check(ports, target));
}

/** Checks, shows what it will do and where, and starts the load once the user agrees. */
export async function loadMapping(ports: Ports, uri?: vscode.Uri): Promise<void> {
  const target = await targetOf(uri);
  const { mapping, file } = target;
  const { service, org, editors, memory } = ports;
  const report = await check(ports, target);
  if (report.findings.length > 0) await editors.showReport(target.uri, report);
  if (report.findings.some(({ fatal }) => fatal)) {
    const message = vscode.l10n.t('Nothing was loaded: correct what the check has found, then load again.');
    throw new ProblemError({ code: 'CHECK_FAILED', message });
  }
  if (!(await confirmLoad(org, mapping, report))) return;
  await service.request(startLoad, { org: org.key, file, mapping, ...settings.bulk() });
  const { header } = await service.request(previewCsv, { file });
  await memory.remember(header, mapping);
  await vscode.commands.executeCommand('salesforceWorkbench.jobs.focus');
}

async function targetOf(given: vscode.Uri | undefined): Promise<Target> {
  const uri = given ?? activeMapping();
  if (!uri) {
    const message = vscode.l10n.t('Open a mapping file first, or choose "Load data from CSV".');
    throw new ProblemError({ code: 'NO_MAPPING', message });
  }
  if (uri.scheme !== 'file') throw notLocal();
  const document = await vscode.workspace.openTextDocument(uri);
  const mapping = parseMapping(document.getText());
  if ('wrong' in mapping) throw new ProblemError({ code: 'BAD_MAPPING', message: wrongMapping(mapping) });
  await document.save();
  return { uri, mapping, file: csvFileOf(document.fileName, mapping) };
}

/** Of a text editor or of our page, whichever the user is in. */
function activeMapping(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const isEditor = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText;
  return isEditor && input.uri.path.endsWith(MAPPING_SUFFIX) ? input.uri : undefined;
}

function check({ service, org }: Ports, { mapping, file }: Target): Promise<LoadReport> {
  const title = vscode.l10n.t('Checking {0}', path.basename(file));
  return whileWaiting(title, async (token, tell) => {
    const listener = service.onNotification(checkProgress, ({ file: other, rows }) => {
      if (other === file) tell(rowsText(rows, displayWords()));
    });
    const badRowsFile = badRowsFileOf(file);
    try {
      return await service.request(checkLoad, { org: org.key, file, mapping, badRowsFile, ...settings.bulk() }, token);
    } finally {
      listener.dispose();
    }
  });
}
