// Writes what runs into the history, and how it ends.
import { randomUUID } from 'node:crypto';
import type * as vscode from 'vscode';
import { type RunId, type RunProgress, type RunStatementItem, runProgress } from '../../../server/src/protocol/runs.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { ConnectedOrg } from '../orgs/registry.ts';
import type { EntryPlace, QueryHistory } from './history.ts';

export interface RunRecorder extends vscode.Disposable {
  /** A run has started. */
  note(run: RunId, org: ConnectedOrg, document: vscode.TextDocument, statement: RunStatementItem): void;
}

/** Runs whose end is awaited. One that is cancelled may go on later, so its end is not the last word. */
const MOST_RUNS = 100;

export function createRunRecorder(
  service: Pick<LanguageService, 'onNotification' | 'onDidStop'>,
  history: QueryHistory,
  onError: (error: unknown) => void,
): RunRecorder {
  const noted = new Map<RunId, EntryPlace>();
  // A short run may have ended before the answer that names it is handled.
  const early = new Map<RunId, RunProgress>();
  const finish = (place: EntryPlace, { state, rows }: RunProgress) =>
    history.finish(place, { state, rows }).catch(onError);
  const subscriptions = [
    service.onNotification(runProgress, progress => {
      if (progress.state === 'running') return;
      const place = noted.get(progress.run);
      if (place) void finish(place, progress);
      else keep(early, progress.run, progress);
    }),
    // The next server names its runs from the start again.
    service.onDidStop(() => {
      noted.clear();
      early.clear();
    }),
  ];
  return {
    note(run, { key: org, name: orgName }, { languageId }, { text }) {
      const id = randomUUID();
      const language = languageId === 'sosl' ? 'sosl' : 'soql';
      const outcome = { state: 'running', rows: 0 } as const;
      history.add({ id, at: Date.now(), org, orgName, language, text, outcome }).catch(onError);
      keep(noted, run, { org, id });
      const ended = early.get(run);
      if (ended) void finish({ org, id }, ended);
      early.delete(run);
    },
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

function keep<Value>(map: Map<RunId, Value>, run: RunId, value: Value): void {
  map.set(run, value);
  for (const oldest of map.keys()) {
    if (map.size <= MOST_RUNS) return;
    map.delete(oldest);
  }
}
