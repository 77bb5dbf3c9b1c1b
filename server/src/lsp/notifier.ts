import { type ClientCapabilities, CodeLensRefreshRequest, type Connection } from 'vscode-languageserver/node';
import { debounce } from '../base/debounce.ts';
import type { Log } from '../base/log.ts';
import type { Timers } from '../base/timers.ts';
import type { ApiUsage } from '../org/orgs.ts';
import { jobProgress } from '../protocol/bulk.ts';
import { apiUsage } from '../protocol/limits.ts';
import type { NotificationMessage } from '../protocol/message.ts';
import { type RunProgress, runProgress } from '../protocol/runs.ts';
import { schemaAsking, schemaChanged } from '../protocol/schema.ts';
import type { JobStatus } from '../runs/bulk/port.ts';
import type { RunStatus } from '../runs/port.ts';
import { type Explanation, failureOf } from './explain.ts';
import { toJobStatus } from './toJobStatus.ts';

/** Schema arrives in bursts: the editor asks again once per burst. */
const schemaPauseMs = 50;

/** What the server tells the editor of its own accord. */
export interface Notifier {
  onSchemaChange(org: string): void;
  onSchemaAsking(org: string, pending: number): void;
  onUsage(org: string, usage: ApiUsage): void;
  onRunStatus(status: RunStatus): void;
  onJobStatus(status: JobStatus): void;
  /** The orgs, or the active one, are others now. */
  onOrgsChange(): void;
}

export interface NotifierOptions {
  readonly connection: Connection;
  readonly capabilities: ClientCapabilities;
  readonly timers: Timers;
  readonly log: Log;
  readonly explainFor: (org: string, error: unknown) => Explanation;
}

export function createNotifier(options: NotifierOptions): Notifier {
  const { connection, log } = options;
  const { workspace } = options.capabilities;
  const changed = new Set<string>();
  const usages = new Map<string, number>();

  const watch = (sent: Promise<void>) =>
    sent.catch((error: unknown) => log.warn(`The editor did not take a message: ${error}`));
  const notify = <Params>(message: NotificationMessage<Params>, params: Params) =>
    watch(connection.sendNotification(message.method, params));
  /** What the editor shows and the schema decides about. */
  const refreshEditor = () => {
    if (workspace?.diagnostics?.refreshSupport) watch(connection.languages.diagnostics.refresh());
    if (workspace?.inlayHint?.refreshSupport) watch(connection.languages.inlayHint.refresh());
    if (workspace?.semanticTokens?.refreshSupport) watch(connection.languages.semanticTokens.refresh());
  };

  const tellSchema = debounce(options.timers, schemaPauseMs, () => {
    for (const org of changed) notify(schemaChanged, { org });
    changed.clear();
    refreshEditor();
  });

  return {
    onSchemaChange(org) {
      changed.add(org);
      tellSchema();
    },
    onSchemaAsking: (org, pending) => void notify(schemaAsking, { org, pending }),
    onUsage(org, { used, max }) {
      if (usages.get(org) === used) return;
      usages.set(org, used);
      notify(apiUsage, { org, used, max });
    },
    onRunStatus(status) {
      if (status.error) log.error(`run: ${status.error.code}`);
      notify(runProgress, progressOf(status, options.explainFor));
    },
    onJobStatus(status) {
      if (status.error) log.error(`job: ${status.error.code}`);
      notify(jobProgress, toJobStatus(status, options.explainFor));
    },
    onOrgsChange() {
      refreshEditor();
      if (workspace?.codeLens?.refreshSupport) watch(connection.sendRequest(CodeLensRefreshRequest.type));
    },
  };
}

function progressOf({ org, error, ...counts }: RunStatus, explainFor: NotifierOptions['explainFor']): RunProgress {
  if (!error) return counts;
  const { message, data } = explainFor(org, error);
  const { code } = failureOf(error);
  return { ...counts, error: { code, message, ...(data.nextStep ? { nextStep: data.nextStep } : {}) } };
}
