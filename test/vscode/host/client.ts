import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { createFlows } from '../../../client/src/auth/flows/flows.ts';
import { SalesforceAuthenticationProvider } from '../../../client/src/auth/provider.ts';
import { createRefreshLock } from '../../../client/src/auth/refreshLock.ts';
import { createSessionStore } from '../../../client/src/auth/sessionStore.ts';
import { createSignIn } from '../../../client/src/auth/signIn.ts';
import { createTokenService } from '../../../client/src/auth/tokenService.ts';
import type { UriRedirects } from '../../../client/src/auth/uriRedirect.ts';
import { startServer } from '../../../client/src/languageClient/serverProcess.ts';
import { createLanguageService } from '../../../client/src/languageClient/service.ts';
import { createLocalOrg, type LocalOrg } from '../../../client/src/orgs/localOrg.ts';
import { createOrgRegistry } from '../../../client/src/orgs/registry.ts';
import { orgsChanged } from '../../../server/src/protocol/orgs.ts';

const ID = 'integration-workbench.salesforce-integration-workbench';

/** The client's own parts on a local org and a server of their own, with everything that they store in memory. */
export function startClient() {
  const extensionPath = vscode.extensions.getExtension(ID)!.extensionPath;
  const stateDir = fs.mkdtempSync(path.join(os.tmpdir(), 'org-'));
  const secrets = memorySecrets();
  const logged: string[] = [];
  const log = recordingLog(logged);
  const signedOut: string[] = [];
  const dist = (file: string) => path.join(extensionPath, 'dist', file);
  const onError = (error: unknown) => log.error(String(error));
  const localOrg = createLocalOrg({ stateDir, script: dist('localOrg.cjs'), onRunningChanged: () => undefined });
  const store = createSessionStore(secrets);
  const flows = createFlows(localOrg, noRedirects);
  const signIn = createSignIn(flows, store);
  const provider = new SalesforceAuthenticationProvider({ store, flows, signIn, log, onError });
  const tokens = createTokenService({
    store,
    lock: createRefreshLock({ dir: path.join(stateDir, 'sessions'), store }),
    flows,
    onSignedOut: ({ message }) => signedOut.push(message),
    words: vscode.l10n,
  });
  const registry = createOrgRegistry({
    store,
    workspaceState: memoryState(),
    apiVersion: () => undefined,
    orgSetting: () => undefined,
    cliConfig: async () => ({ targetOrg: undefined, aliases: {} }),
    onError,
  });
  /** How the server is started the next time. */
  const server = { traceRequests: true };
  const cacheDir = path.join(stateDir, 'schema');
  const startProcess = () => startServer(dist('server.cjs'), cacheDir);
  const service = createLanguageService(startProcess, () => ({
    log,
    token: tokens.accessToken,
    onReady: running => running.notify(orgsChanged, { orgs: registry.orgs, active: registry.active?.key ?? '' }),
    initializationOptions: () => ({
      cacheDir,
      resultsDir: path.join(stateDir, 'results'),
      clientName: 'Test',
      traceRequests: server.traceRequests,
    }),
  }));
  const stop = async () => {
    await service.stop();
    if (localOrg.running) await endProcess(localOrg);
    localOrg.dispose();
    vscode.Disposable.from(provider, registry, store).dispose();
    fs.rmSync(stateDir, { recursive: true, force: true, maxRetries: 5 });
  };
  return {
    stateDir,
    secrets,
    logged,
    signedOut,
    localOrg,
    store,
    signIn,
    provider,
    tokens,
    registry,
    server,
    service,
    stop,
  };
}

/** Its last act is to write to its folder, which can be removed only afterwards. */
async function endProcess(localOrg: LocalOrg): Promise<void> {
  const { pid } = await localOrg.start();
  await localOrg.stop();
  while (isRunning(pid)) await delay(20);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Keeps every line, at trace level: this host writes no log files that a test could read. */
function recordingLog(lines: string[]): vscode.LogOutputChannel {
  const record = (...parts: unknown[]) => void lines.push(parts.map(String).join(' '));
  const nothing = () => undefined;
  return {
    ...{ name: 'Test', logLevel: vscode.LogLevel.Trace, onDidChangeLogLevel: () => ({ dispose: nothing }) },
    ...{ trace: record, debug: record, info: record, warn: record, error: record },
    ...{ append: record, appendLine: record, replace: record },
    ...{ clear: nothing, show: nothing, hide: nothing, dispose: nothing },
  };
}

function memorySecrets(): vscode.SecretStorage & { readonly stored: Map<string, string> } {
  const stored = new Map<string, string>();
  const changes = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  return {
    stored,
    keys: async () => [...stored.keys()],
    get: async key => stored.get(key),
    async store(key, value) {
      stored.set(key, value);
      changes.fire({ key });
    },
    async delete(key) {
      stored.delete(key);
      changes.fire({ key });
    },
    onDidChange: changes.event,
  };
}

export function memoryState(): vscode.Memento {
  const stored = new Map<string, unknown>();
  return {
    keys: () => [...stored.keys()],
    get: <T>(key: string, fallback?: T) => (stored.get(key) ?? fallback) as T,
    update: async (key: string, value: unknown) => void stored.set(key, value),
  };
}

/** VS Code lets an extension have one handler of its addresses, which the real extension has. */
export const noRedirects: UriRedirects = {
  address: () => Promise.reject(new Error('no redirects here')),
  open: () => Promise.reject(new Error('no redirects here')),
  dispose: () => undefined,
};
