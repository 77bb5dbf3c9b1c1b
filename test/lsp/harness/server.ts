import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CancellationToken,
  type CompletionItem,
  type CompletionList,
  type ConfigurationParams,
  createProtocolConnection,
  type DocumentDiagnosticReport,
  type LogMessageParams,
  type ProtocolConnection,
  type RegistrationParams,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { accessToken } from '../../../server/src/protocol/auth.ts';
import { checkProgress, jobProgress } from '../../../server/src/protocol/bulk.ts';
import type { InitializationOptions } from '../../../server/src/protocol/initialize.ts';
import { apiUsage } from '../../../server/src/protocol/limits.ts';
import type { NotificationMessage, RequestMessage } from '../../../server/src/protocol/message.ts';
import { type OrgInfo, orgsChanged } from '../../../server/src/protocol/orgs.ts';
import { exportProgress, type RunProgress, runProgress } from '../../../server/src/protocol/runs.ts';
import { schemaChanged } from '../../../server/src/protocol/schema.ts';

/** What the tests need of an org: the real local one, or a server that misbehaves. */
export interface SomeOrg {
  readonly origin: string;
  readonly accessToken: string;
}

export interface TokenQuestion {
  readonly org: string;
  readonly rejected?: string;
}

export interface ServerOptions {
  readonly org: SomeOrg;
  /** The access token for the n-th question, in place of the org's own one. */
  readonly token?: (count: number) => string;
  /** Default: a new folder that is removed at the end. */
  readonly cacheDir?: string;
  /** For Node. */
  readonly execArgv?: readonly string[];
  readonly initialization?: Partial<InitializationOptions>;
  /** What the user has set, by section. Without it the client knows no settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

const serverFile = join(import.meta.dirname, '../../../dist/server.cjs');
const orgKey = '00D000000000001AAA.005000000000001AAA';
export const otherOrgKey = '00D000000000002AAA.005000000000002AAA';

/** The built server over stdio, with a client around it that behaves like the editor. */
export class TestServer {
  readonly orgKey = orgKey;
  /** Of its process. */
  readonly pid: number;
  /** The second org, where one is connected. */
  other: SomeOrg | undefined;
  /** Every line of the log, at all levels. */
  readonly log: string[] = [];
  readonly tokenQuestions: TokenQuestion[] = [];
  /** What the server wants to be asked, beyond what it said at its start. */
  readonly registered: string[] = [];
  /** What the client answers to `auth/token`, unless the options say otherwise. */
  accessToken: string;
  readonly #connection: ProtocolConnection;
  readonly #end: () => Promise<void>;
  readonly #kill: () => Promise<void>;
  readonly #listeners = new Set<(method: string, params: unknown) => void>();
  #documents = 0;
  #versions = 1;

  static async start(options: ServerOptions): Promise<TestServer> {
    const cacheDir = options.cacheDir ?? (await mkdtemp(join(tmpdir(), 'lsp-cache-')));
    const child = spawn(process.execPath, [...(options.execArgv ?? []), serverFile, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const end = async () => {
      const exit = once(child, 'exit');
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await exit;
      connection.dispose();
      if (!options.cacheDir) await rm(cacheDir, { recursive: true, force: true });
    };
    const kill = async () => {
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
      connection.dispose();
    };
    const server = new TestServer(connection, options, end, kill, child.pid!);
    const initializationOptions: InitializationOptions = {
      cacheDir,
      resultsDir: join(cacheDir, 'results'),
      clientName: 'WorkbenchTest',
      traceRequests: true,
      ...options.initialization,
    };
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      locale: 'en',
      capabilities: {
        workspace: { configuration: options.settings !== undefined, diagnostics: { refreshSupport: true } },
        textDocument: { completion: { completionList: { itemDefaults: ['editRange', 'data'] } } },
      },
      initializationOptions,
    });
    await connection.sendNotification('initialized', {});
    await server.connectOrg(options.org);
    return server;
  }

  private constructor(
    connection: ProtocolConnection,
    { org, token, settings }: ServerOptions,
    end: () => Promise<void>,
    kill: () => Promise<void>,
    pid: number,
  ) {
    this.pid = pid;
    this.#connection = connection;
    this.#end = end;
    this.#kill = kill;
    this.accessToken = org.accessToken;
    connection.onRequest(accessToken.method, (question: TokenQuestion) => {
      this.tokenQuestions.push(question);
      const { other } = this;
      if (other && question.org === otherOrgKey) {
        return { accessToken: other.accessToken, instanceUrl: other.origin };
      }
      const current = token ? token(this.tokenQuestions.length) : this.accessToken;
      return { accessToken: current, instanceUrl: org.origin };
    });
    connection.onRequest('workspace/diagnostic/refresh', () => null);
    connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
      this.registered.push(...registrations.map(registration => registration.method));
      return null;
    });
    if (settings) {
      connection.onRequest('workspace/configuration', ({ items }: ConfigurationParams) =>
        items.map(({ section = '' }) => settings[section] ?? null),
      );
    }
    connection.onNotification('window/logMessage', ({ message }: LogMessageParams) => void this.log.push(message));
    for (const { method } of [schemaChanged, runProgress, exportProgress, apiUsage, jobProgress, checkProgress]) {
      connection.onNotification(method, params => {
        for (const listener of [...this.#listeners]) listener(method, params);
      });
    }
    connection.listen();
  }

  /** Without an org: the user has signed out of it. */
  connectOrg(org?: SomeOrg, apiVersion?: string): Promise<void> {
    if (!org) return this.#connection.sendNotification(orgsChanged.method, { orgs: [] });
    const info = { ...infoOf(org, orgKey, ['admin@local.example', 'Test']), ...(apiVersion && { apiVersion }) };
    return this.#connection.sendNotification(orgsChanged.method, { orgs: [info], active: orgKey });
  }

  /** Two orgs, of which the first is active; each goes by these names. */
  connectOrgs([active, other]: readonly [NamedOrg, NamedOrg]): Promise<void> {
    this.other = other.org;
    const orgs = [infoOf(active.org, orgKey, active.names), infoOf(other.org, otherOrgKey, other.names)];
    return this.#connection.sendNotification(orgsChanged.method, { orgs, active: orgKey });
  }

  /** Replaces the text of an open document. */
  change(uri: string, text: string): Promise<void> {
    const textDocument = { uri, version: ++this.#versions };
    return this.#connection.sendNotification('textDocument/didChange', { textDocument, contentChanges: [{ text }] });
  }

  request<Params, Result>(
    message: RequestMessage<Params, Result>,
    params: Params,
    token?: CancellationToken,
  ): Promise<Result> {
    // Without a token, undefined would be sent as a second parameter.
    const { method } = message;
    return token ? this.#connection.sendRequest(method, params, token) : this.#connection.sendRequest(method, params);
  }

  /** The next notification of that kind for which the condition holds. */
  next<Params>(
    message: NotificationMessage<Params>,
    condition: (params: Params) => boolean = () => true,
  ): Promise<Params> {
    return new Promise(resolve => {
      const listener = (method: string, params: unknown) => {
        if (method !== message.method || !condition(params as Params)) return;
        this.#listeners.delete(listener);
        resolve(params as Params);
      };
      this.#listeners.add(listener);
    });
  }

  /** Opens a document with that text and answers its uri. */
  async open(text: string, languageId = 'soql'): Promise<string> {
    const uri = `file:///test${++this.#documents}.${languageId}`;
    await this.#connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
    return uri;
  }

  /** What completion offers at the `|`, once the schema that it needs has come. */
  async complete(marked: string, languageId = 'soql'): Promise<CompletionItem[]> {
    const offset = marked.indexOf('|');
    const uri = await this.open(marked.replace('|', ''), languageId);
    for (;;) {
      const arrival = this.next(schemaChanged);
      const list: CompletionList = await this.lsp('textDocument/completion', uri, positionIn(marked, offset));
      // What the list tells once for all, told with each item again, as the editor does.
      const { data } = list.itemDefaults ?? {};
      if (!list.isIncomplete) return list.items.map(item => (data ? { ...item, data: item.data ?? data } : item));
      await arrival;
    }
  }

  /** The messages that the editor would show, once the schema has come that makes the condition hold. */
  async diagnose(
    text: string,
    condition: (messages: string[]) => boolean = () => true,
    languageId = 'soql',
  ): Promise<string[]> {
    const uri = await this.open(text, languageId);
    for (;;) {
      const arrival = this.next(schemaChanged);
      const report: DocumentDiagnosticReport = await this.lsp('textDocument/diagnostic', uri);
      assert(report.kind === 'full');
      const messages = report.items.map(
        item => `${item.range.start.line}:${item.range.start.character} ${item.message}`,
      );
      if (condition(messages)) return messages;
      await arrival;
    }
  }

  /** A request of the LSP about a document. */
  lsp<Result>(method: string, uri: string, more: object = {}): Promise<Result> {
    return this.raw(method, { textDocument: { uri }, ...more });
  }

  raw<Result>(method: string, params: object): Promise<Result> {
    return this.#connection.sendRequest(method, params);
  }

  /** The last status of a run that is started by `start`. */
  async finished(start: () => Promise<{ run: string }>): Promise<RunProgress> {
    const seen: RunProgress[] = [];
    const ended = Promise.withResolvers<RunProgress>();
    let run: string | undefined;
    const check = () => {
      const last = seen.find(progress => progress.run === run && progress.state !== 'running');
      if (last) ended.resolve(last);
    };
    const listener = (method: string, params: unknown) => {
      if (method === runProgress.method) seen.push(params as RunProgress);
      check();
    };
    this.#listeners.add(listener);
    ({ run } = await start());
    check();
    return ended.promise.finally(() => this.#listeners.delete(listener));
  }

  stop(): Promise<void> {
    return this.#end();
  }

  /** The process is gone at once, as in a crash. */
  kill(): Promise<void> {
    return this.#kill();
  }
}

interface NamedOrg {
  readonly org: SomeOrg;
  readonly names: readonly string[];
}

function infoOf({ origin }: SomeOrg, key: string, names: readonly string[]): OrgInfo {
  const [organizationId = '', userId = ''] = key.split('.');
  const [name = ''] = names;
  return {
    key,
    organizationId,
    userId,
    username: 'admin@local.example',
    name,
    names,
    instanceUrl: origin,
    kind: 'local',
  };
}

/** What a request failed with. */
export async function failureOf(request: Promise<unknown>): Promise<{ message: string; data: unknown }> {
  const error = await request.then(
    () => assert.fail('The request succeeded.'),
    (failure: unknown) => failure,
  );
  assert(error instanceof ResponseError, String(error));
  return { message: error.message, data: error.data };
}

function positionIn(text: string, offset: number): object {
  const before = text.slice(0, offset).split('\n');
  return { position: { line: before.length - 1, character: before.at(-1)!.length } };
}
