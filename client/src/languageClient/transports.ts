import type { ChildProcess } from 'node:child_process';
import readline from 'node:readline';
import type * as vscode from 'vscode';
import { IPCMessageReader, IPCMessageWriter, type MessageTransports } from 'vscode-languageclient/node';

/** A server that was told to end, and has not by then, is ended. */
const GRACE_MS = 2000;

export interface Transports {
  /** Talks with a process that nobody talks to yet. */
  open(): Promise<MessageTransports>;
  /** For when the client has said good-bye. */
  close(): void;
}

/** The client's channel to one process of the server after the other. What they print goes to the log. */
export function createTransports(startServer: () => ChildProcess, log: vscode.LogOutputChannel): Transports {
  let server: ChildProcess | undefined;
  return {
    async open() {
      const child = startServer();
      server = child;
      onLine(child.stdout, line => log.info(line));
      onLine(child.stderr, line => log.error(line));
      return { reader: new IPCMessageReader(child), writer: new IPCMessageWriter(child) };
    },
    close() {
      const child = server;
      server = undefined;
      if (child) setTimeout(() => isRunning(child) && child.kill('SIGKILL'), GRACE_MS).unref();
    },
  };
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

function onLine(input: NodeJS.ReadableStream | null, act: (line: string) => void): void {
  if (input) readline.createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }).on('line', act);
}
