// The language server as the rest of the client sees it: started at the first need, typed by the protocol.
import type { ChildProcess } from 'node:child_process';
import * as vscode from 'vscode';
import type { NotificationMessage, RequestMessage } from '../../../server/src/protocol/message.ts';
import type { Connection, ConnectionOptions } from './languageClient.ts';

export interface LanguageService {
  /** Starts the server where it is not running. */
  start(): Promise<void>;
  /** Starts the server where needed. What it rejects with carries the protocol's ErrorData: see problemOf. */
  request<Params, Result>(
    message: RequestMessage<Params, Result>,
    params: Params,
    token?: vscode.CancellationToken,
  ): Promise<Result>;
  /** Tells a server that is running. One that starts later learns how things are from `onReady`. Never rejects. */
  notify<Params>(message: NotificationMessage<Params>, params: Params): Promise<void>;
  onNotification<Params>(message: NotificationMessage<Params>, handle: (params: Params) => void): vscode.Disposable;
  /** The server has ended: stopped, crashed, or on its way to a restart. What it had in memory is gone. */
  readonly onDidStop: vscode.Event<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** What is known only when the server is needed, such as settings. */
export type ServiceOptions = Omit<ConnectionOptions, 'notifications' | 'onStopped' | 'startServer'>;

export function createLanguageService(startServer: () => ChildProcess, options: () => ServiceOptions): LanguageService {
  const emitters = new Map<string, vscode.EventEmitter<unknown>>();
  const stopped = new vscode.EventEmitter<void>();
  let connecting: Promise<Connection> | undefined;
  const connection = () => {
    connecting ??= connect(startServer, options, emitters, () => stopped.fire()).catch((error: unknown) => {
      // The next need tries again.
      connecting = undefined;
      throw error;
    });
    return connecting;
  };
  return {
    start: async () => void (await connection()),
    request: async (message, params, token) => (await connection()).request(message, params, token),
    // Where the start fails, whoever asked for it hears of it.
    notify: async (message, params) => (await connecting?.catch(() => undefined))?.notify(message, params),
    onNotification<Params>({ method }: NotificationMessage<Params>, handle: (params: Params) => void) {
      const emitter = emitters.get(method) ?? new vscode.EventEmitter<unknown>();
      if (!emitters.has(method)) connecting?.then(open => open.listen(method, emitter)).catch(() => undefined);
      emitters.set(method, emitter);
      return emitter.event(params => handle(params as Params));
    },
    onDidStop: stopped.event,
    restart: async () => (await connection()).restart(),
    async stop() {
      const running = connecting;
      connecting = undefined;
      await (await running)?.stop();
    },
  };
}

async function connect(
  startServer: () => ChildProcess,
  options: () => ServiceOptions,
  notifications: ConnectionOptions['notifications'],
  onStopped: () => void,
) {
  // It loads its code while we load ours.
  let early: ChildProcess | undefined = startServer();
  const nextServer = () => {
    const server = early?.connected ? early : startServer();
    early = undefined;
    return server;
  };
  try {
    const { openConnection } = await import('./languageClient.ts');
    return await openConnection({ ...options(), startServer: nextServer, notifications, onStopped });
  } finally {
    early?.kill();
  }
}
