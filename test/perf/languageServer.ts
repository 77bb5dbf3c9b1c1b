// A language server over stdio, ours or another, driven as an editor does and timed from outside.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import {
  type CompletionItem,
  type CompletionList,
  createProtocolConnection,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { accessToken } from '../../server/src/protocol/auth.ts';
import type { RequestMessage } from '../../server/src/protocol/message.ts';
import { type OrgInfo, orgsChanged } from '../../server/src/protocol/orgs.ts';
import type { LargeOrg } from './largeOrg.ts';

export const ORG_KEY = '00D000000000001AAA.005000000000001AAA';

/** Linux counts processor time in hundredths of a second. */
const millisecondsPerTick = 10;

export interface ServerOptions {
  readonly module: string;
  /** For Node. */
  readonly execArgv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Only ours knows an org and keeps its schema in a folder. */
  readonly schema?: { readonly org: LargeOrg; readonly cacheDir: string };
}

export class LanguageServer {
  /** Milliseconds from the spawn to the answer to `initialize`. */
  startMs = 0;
  readonly #connection: ProtocolConnection;
  readonly #exited: Promise<unknown>;
  readonly #pid: number;
  #incremental = false;
  #pull = false;
  #text = '';
  #version = 0;
  #documents = 0;
  #published: ((params: PublishDiagnosticsParams) => void) | undefined;

  static async start({ module, execArgv = [], env = {}, schema }: ServerOptions): Promise<LanguageServer> {
    const start = performance.now();
    const child = spawn(process.execPath, [...execArgv, module, '--stdio'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, ...env },
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const server = new LanguageServer(connection, child.pid!, once(child, 'exit'));
    const token = { accessToken: schema?.org.accessToken, instanceUrl: schema?.org.origin };
    connection.onRequest(accessToken.method, () => token);
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) =>
      server.#published?.(params),
    );
    connection.listen();
    const { capabilities } = await connection.sendRequest<{
      capabilities: { textDocumentSync: number; diagnosticProvider?: object };
    }>('initialize', {
      processId: process.pid,
      rootUri: null,
      // What VS Code says of itself, as far as it matters here.
      capabilities: { textDocument: { completion: { completionList: { itemDefaults: ['editRange', 'data'] } } } },
      initializationOptions: { cacheDir: schema?.cacheDir, resultsDir: os.tmpdir(), clientName: 'Bench' },
    });
    server.startMs = performance.now() - start;
    server.#incremental = capabilities.textDocumentSync === 2;
    server.#pull = capabilities.diagnosticProvider !== undefined;
    await connection.sendNotification('initialized', {});
    if (schema) await connection.sendNotification(orgsChanged.method, { orgs: [infoOf(schema.org)], active: ORG_KEY });
    return server;
  }

  private constructor(connection: ProtocolConnection, pid: number, exited: Promise<unknown>) {
    this.#connection = connection;
    this.#pid = pid;
    this.#exited = exited;
  }

  request<Params, Result>(message: RequestMessage<Params, Result>, params: Params): Promise<Result> {
    return this.#connection.sendRequest(message.method, params);
  }

  /** Opens a document; what follows is about it. */
  async open(text: string): Promise<void> {
    this.#text = text;
    this.#version = 1;
    this.#documents++;
    const textDocument = { uri: this.uri, languageId: 'soql', version: 1, text };
    await this.#connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  /** Types a character, told in the way that the server asked for. Does not wait. */
  type(offset: number, character: string): void {
    const at = positionIn(this.#text, offset);
    this.#text = this.#text.slice(0, offset) + character + this.#text.slice(offset);
    const change = this.#incremental ? { range: { start: at, end: at }, text: character } : { text: this.#text };
    const textDocument = { uri: this.uri, version: ++this.#version };
    this.#connection
      .sendNotification('textDocument/didChange', { textDocument, contentChanges: [change] })
      .catch((error: unknown) => console.error(error));
  }

  async complete(offset: number): Promise<CompletionList> {
    const answer = await this.#connection.sendRequest<CompletionItem[] | CompletionList>('textDocument/completion', {
      textDocument: { uri: this.uri },
      position: positionIn(this.#text, offset),
    });
    return Array.isArray(answer) ? { isIncomplete: false, items: answer } : answer;
  }

  /** Types a character and waits for the problems of the new text. */
  async diagnoseAfter(offset: number, character: string): Promise<void> {
    const published = new Promise<void>(resolve => {
      this.#published = ({ uri }) => uri === this.uri && resolve();
    });
    this.type(offset, character);
    const textDocument = { uri: this.uri };
    await (this.#pull ? this.#connection.sendRequest('textDocument/diagnostic', { textDocument }) : published);
  }

  /** What the process has used of the processors so far, in milliseconds: other work on the machine blurs it less. */
  processorMs(): number {
    const [, , , , , , , , , , , user, system] = fs
      .readFileSync(`/proc/${this.#pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(user) + Number(system)) * millisecondsPerTick;
  }

  /** Resident memory of the process, in megabytes. */
  memory(): number {
    const [, kilobytes = ''] = /VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${this.#pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  }

  async stop(): Promise<void> {
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    await this.#exited;
    this.#connection.dispose();
  }

  get uri(): string {
    return `file:///query${this.#documents}.soql`;
  }
}

const infoOf = ({ origin }: LargeOrg): OrgInfo => ({
  key: ORG_KEY,
  organizationId: '00D000000000001AAA',
  userId: '005000000000001AAA',
  username: 'bench@example.com',
  name: 'Bench',
  names: ['Bench'],
  instanceUrl: origin,
  kind: 'production',
});

function positionIn(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}
