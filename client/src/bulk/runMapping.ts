// Checking and loading what a mapping file says.
import path from 'node:path';
import * as vscode from 'vscode';
import { checkLoad, checkProgress, type LoadReport, startLoad } from '../../../server/src/protocol/bulk.ts';
import { ProblemError } from '../host/problem.ts';
import { settings } from '../host/settings.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { ConnectedOrg } from '../orgs/registry.ts';
import { MAPPING_SUFFIX, type MappingFile, parseMapping } from './mappingFile.ts';
import { notLocal } from './newMapping.ts';
import type { TextDocuments } from './textDocuments.ts';

interface Ports {
  readonly service: LanguageService;
  readonly org: ConnectedOrg;
  readonly texts: TextDocuments;
}

/** Compares every row with Describe and shows what it found. */
export async function checkMapping(ports: Ports): Promise<void> {
  const { mapping, file } = await activeMapping();
  const report = await check(ports, mapping, file);
  await ports.texts.show(`${path.basename(file)}.check.md`, reportText(report, mapping, ports.org));
}

/** Checks, shows what it will do and where, and starts the load once the user agrees. */
export async function loadMapping(ports: Ports): Promise<void> {
  const { mapping, file } = await activeMapping();
  const report = await check(ports, mapping, file);
  const { service, org } = ports;
  if (report.findings.some(({ fatal }) => fatal)) {
    await ports.texts.show(`${path.basename(file)}.check.md`, reportText(report, mapping, org));
    const message = vscode.l10n.t('Nothing was loaded: correct what the check has found, then load again.');
    throw new ProblemError({ code: 'CHECK_FAILED', message });
  }
  if (!(await confirm(report, mapping, org))) return;
  await service.request(startLoad, { org: org.key, file, mapping, ...settings.bulk() });
  await vscode.commands.executeCommand('salesforceWorkbench.jobs.focus');
}

async function activeMapping(): Promise<{ readonly mapping: MappingFile; readonly file: string }> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document?.fileName.endsWith(MAPPING_SUFFIX)) {
    const message = vscode.l10n.t('Open a mapping file first, or choose "Load data from CSV".');
    throw new ProblemError({ code: 'NO_MAPPING', message });
  }
  if (document.uri.scheme !== 'file') throw notLocal();
  const mapping = parseMapping(document.getText());
  if (!('wrong' in mapping)) {
    await document.save();
    return { mapping, file: path.resolve(path.dirname(document.fileName), mapping.file) };
  }
  const message =
    mapping.wrong === 'json'
      ? vscode.l10n.t('The mapping file is not JSON: {0}', mapping.name)
      : vscode.l10n.t('The member "{0}" of the mapping file is missing or not as it should be.', mapping.name);
  throw new ProblemError({ code: 'BAD_MAPPING', message });
}

function check({ service, org }: Ports, mapping: MappingFile, file: string): Thenable<LoadReport> {
  const title = vscode.l10n.t('Checking {0}', path.basename(file));
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
  return vscode.window.withProgress(options, async (progress, token) => {
    const listener = service.onNotification(checkProgress, ({ file: other, rows }) => {
      if (other === file) progress.report({ message: vscode.l10n.t('{0} rows', count(rows)) });
    });
    const badRowsFile = `${file.replace(/\.\w+$/, '')}.bad-rows.csv`;
    try {
      return await service.request(checkLoad, { org: org.key, file, mapping, badRowsFile, ...settings.bulk() }, token);
    } finally {
      listener.dispose();
    }
  });
}

async function confirm(report: LoadReport, mapping: MappingFile, org: ConnectedOrg): Promise<boolean> {
  const load = vscode.l10n.t('Load');
  const message = vscode.l10n.t(
    '{0} {1} into {2} of {3}?',
    mapping.operation,
    count(report.rows),
    mapping.object,
    org.name,
  );
  const detail = [summary(report), report.why];
  if (report.badRows > 0) detail.push(vscode.l10n.t('Rows that will fail: {0}', count(report.badRows)));
  if ((await vscode.window.showWarningMessage(message, { modal: true, detail: detail.join('\n') }, load)) !== load)
    return false;
  if (org.kind !== 'production') return true;
  const sure = vscode.l10n.t('Load into production');
  const question = vscode.l10n.t('{0} is a production org. Load {1} rows?', org.name, count(report.rows));
  return (await vscode.window.showWarningMessage(question, { modal: true }, sure)) === sure;
}

const summary = ({ rows, api, jobs, calls }: LoadReport): string =>
  api === 'bulk'
    ? vscode.l10n.t('Rows: {0}. Bulk API jobs: {1}. API calls: about {2}.', count(rows), count(jobs), count(calls))
    : vscode.l10n.t('Rows: {0}. API calls: {1}.', count(rows), count(calls));

function reportText(report: LoadReport, mapping: MappingFile, org: ConnectedOrg): string {
  const { findings, badRows, badRowsFile } = report;
  const lines = findings.map(({ field, message, fatal, rows, lines: at, example }) => {
    const where = at.length > 0 ? vscode.l10n.t(' Lines: {0}.', at.join(', ')) : '';
    const often = rows > 0 ? vscode.l10n.t(' Rows: {0}.', count(rows)) : '';
    const text = example === undefined ? '' : ` \`${example.replaceAll('`', "'").replace(/\s+/g, ' ')}\``;
    return `- ${fatal ? '**✗** ' : ''}${field === undefined ? '' : `${field}: `}${message}${text}.${often}${where}`.replace(
      '..',
      '.',
    );
  });
  return [
    `# ${vscode.l10n.t('Check of {0}', mapping.file)}`,
    vscode.l10n.t('{0} into {1} of {2}', mapping.operation, mapping.object, org.name),
    `${summary(report)} ${report.why}`,
    findings.length === 0 ? vscode.l10n.t('Nothing is wrong.') : lines.join('\n'),
    ...(badRows > 0 && badRowsFile
      ? [
          vscode.l10n.t(
            'Bad rows: {0}. They are in {1}, with what is wrong in front.',
            count(badRows),
            path.basename(badRowsFile),
          ),
        ]
      : []),
    '',
  ].join('\n\n');
}

const count = (n: number): string => n.toLocaleString(vscode.env.language);
