// The settings of the manifest, typed. Read at each use: a change works at once.
import * as vscode from 'vscode';
import type { InitializationOptions } from '../../../server/src/protocol/initialize.ts';
import type { CsvOptions } from '../../../server/src/protocol/runs.ts';
import { valueFor, versionOf } from '../orgs/orgNames.ts';

const read = <T>(name: string, fallback: T): T =>
  vscode.workspace.getConfiguration('salesforceWorkbench').get<T>(name, fallback);

const delimiters = { comma: ',', semicolon: ';', tab: '\t' } as const;

export const settings = {
  /** The user's own External Client App; undefined: the built-in choice. */
  clientId: (): string | undefined => read('login.clientId', '').trim() || undefined,
  callbackPort: (): number => read('login.callbackPort', 1717),
  /** `67.0`; undefined: the newest that the org has. By one of the names that the org goes by, else for all orgs. */
  apiVersion(names: readonly string[]): string | undefined {
    const own = valueFor(names, read<Readonly<Record<string, string>>>('api.versionByOrg', {}));
    return versionOf(own ?? read('api.version', ''));
  },
  /** Alias, username or name of the workspace's org. */
  org: (): string | undefined => read('org', '').trim() || undefined,
  orgLens: (): boolean => read('lens.org', true),
  /** How calls may be spent: see `requestPolicy`. */
  requestPolicy: () => ({ atOnce: read('api.requestsAtOnce', 10), stopAtPercent: read('api.stopAtPercent', 95) }),
  /** Percent of the daily API calls from which on the status bar warns. */
  warnAtPercent: (): number => read('api.warnAtPercent', 80),
  logHttp: (): boolean => read('log.http', false),
  /** Rows above which a run asks before it fetches them all; 0: never. */
  askAboveRows: (): number => read('run.askAboveRows', 200_000),
  /** Queries that the history keeps per org; 0: none. */
  historySize: (): number => read('history.size', 100),
  /** Folder of saved queries, as written. */
  savedQueriesFolder: (workspace: vscode.Uri): string =>
    vscode.workspace.getConfiguration('salesforceWorkbench', workspace).get('savedQueries.folder', 'queries'),
  exportCsv: (): CsvOptions => ({
    guardFormulas: read('export.guardFormulas', true),
    delimiter: delimiters[read<keyof typeof delimiters>('export.delimiter', 'comma')] ?? ',',
    byteOrderMark: read('export.byteOrderMark', false),
  }),
  /** Percent of use from which on a limit warns: see `LimitWarnings`. */
  limitWarnings: (): Readonly<Record<string, number>> => read('limits.warnFrom', {}),
  setLimitWarnings: (percents: Readonly<Record<string, number>>): Thenable<void> =>
    vscode.workspace
      .getConfiguration('salesforceWorkbench')
      .update('limits.warnFrom', percents, vscode.ConfigurationTarget.Global),
  /** Whether queries are completed, checked, explained and formatted by this extension. */
  editing: (): boolean => read('editing.enabled', true),
  setEditing: (enabled: boolean): Thenable<void> =>
    vscode.workspace
      .getConfiguration('salesforceWorkbench')
      .update('editing.enabled', enabled, vscode.ConfigurationTarget.Global),
  explainLens: (): boolean => read('lens.explain', true),
  bulkExportLens: (): boolean => read('lens.bulkExport', false),
  /** Rows up to which a load goes by single calls, and bytes of a job: see `LoadParams`. */
  bulk: () => ({ threshold: read('bulk.threshold', 2000), jobBytes: read('bulk.jobMegabytes', 90) * 1_000_000 }),
  runLens: (): boolean => read('lens.run', true),
  /** Remarks about speed, where nothing is wrong. */
  hints: (): boolean => read('diagnostics.hints', true),
  diagnostics: (): boolean => read('diagnostics.enabled', true),
  embedded: (): boolean => read('embedded.enabled', true),
  inlayHints: (): boolean => read('inlayHints.enabled', false),
};

export const saveClientId = (clientId: string): Thenable<void> =>
  vscode.workspace
    .getConfiguration('salesforceWorkbench')
    .update('login.clientId', clientId || undefined, vscode.ConfigurationTarget.Global);

/** VS Code's own proxy settings, which a process of its own does not inherit. */
export function proxySettings(): NonNullable<InitializationOptions['proxy']> {
  const http = vscode.workspace.getConfiguration('http');
  const strictSSL = http.get('proxyStrictSSL', true);
  // Excepting every host switches the environment's proxy off as well.
  if (http.get<string>('proxySupport') === 'off') return { strictSSL, noProxy: ['*'] };
  const url = http.get<string>('proxy') || undefined;
  const noProxy = http.get<readonly string[]>('noProxy', []);
  return { strictSSL, noProxy, ...(url && { url }) };
}

export const onSettingChanged = (name: string, act: () => void): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration(change => {
    if (change.affectsConfiguration(`salesforceWorkbench.${name}`)) act();
  });
