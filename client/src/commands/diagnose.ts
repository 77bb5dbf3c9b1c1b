// "Salesforce: Diagnose": what somebody who helps would ask for, in a document to read before it is shared.
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { listLimits } from '../../../server/src/protocol/limits.ts';
import { problemOf } from '../host/problem.ts';
import { proxySettings, settings } from '../host/settings.ts';
import type { TextDocuments } from '../host/textDocuments.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { ConnectedOrg, OrgRegistry } from '../orgs/registry.ts';
import { limitNodes } from '../views/limits/nodes.ts';
import { warnings } from '../views/limits/thresholds.ts';
import { type Diagnosis, diagnosisDocument } from './diagnosis.ts';
import type { Register, Reporter } from './report.ts';

interface Ports {
  readonly context: Pick<vscode.ExtensionContext, 'extension' | 'globalStorageUri'>;
  readonly service: LanguageService;
  readonly registry: OrgRegistry;
  readonly reporter: Pick<Reporter, 'recent'>;
  readonly texts: Pick<TextDocuments, 'open'>;
}

export function registerDiagnose(register: Register, ports: Ports): void {
  register('diagnose', async () => {
    const title = vscode.l10n.t('Looking at the connection…');
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const found = await vscode.window.withProgress(options, (_, token) => gather(ports, token));
    await ports.texts.open('Salesforce diagnosis.md', diagnosisDocument(found));
  });
}

async function gather(
  { context, service, registry, reporter }: Ports,
  token: vscode.CancellationToken,
): Promise<Diagnosis> {
  await registry.reload();
  const { active, orgs } = registry;
  return {
    versions: {
      Extension: String(context.extension.packageJSON.version),
      'VS Code': `${vscode.version} (${vscode.env.appName})`,
      Window: vscode.env.remoteName ?? (vscode.env.uiKind === vscode.UIKind.Web ? 'browser' : 'local'),
      Language: vscode.env.language,
      Node: process.versions.node,
      System: `${process.platform} ${process.arch}`,
      Trusted: String(vscode.workspace.isTrusted),
    },
    orgs: orgs.map(org => ({
      kind: org.kind,
      host: new URL(org.instanceUrl).host,
      apiVersion: org.apiVersion ?? 'newest',
      state: org.signedOut ? 'signed out' : org.key === active?.key ? 'active' : 'connected',
    })),
    connection: active ? await lookAt(service, active, token) : undefined,
    proxy: {
      ...proxySettings(),
      environment: ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].filter(
        name => process.env[name] ?? process.env[name.toLowerCase()],
      ),
    },
    cache: await cacheSize(path.join(context.globalStorageUri.fsPath, 'schema')),
    errors: reporter.recent(),
  };
}

/** One API call, which tells whether the org answers, how fast, and what is nearly used up. */
async function lookAt(
  service: LanguageService,
  org: ConnectedOrg,
  token: vscode.CancellationToken,
): Promise<Diagnosis['connection']> {
  const start = performance.now();
  try {
    const { limits } = await service.request(listLimits, { org: org.key }, token);
    const nearly = warnings(limitNodes(limits), settings.limitWarnings());
    return {
      answer: `${Math.round(performance.now() - start)} ms`,
      limits: nearly.map(({ path: name, used, max }) => `${name}: ${used} / ${max}`),
    };
  } catch (error) {
    // The code says it all; the words may quote what nobody wants to share.
    return { answer: problemOf(error)?.code ?? 'cancelled', limits: [] };
  }
}

async function cacheSize(folder: string): Promise<Diagnosis['cache']> {
  let [files, bytes] = [0, 0];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!entry.isFile()) continue;
    files++;
    bytes += (await stat(path.join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))).size;
  }
  return { files, bytes };
}
