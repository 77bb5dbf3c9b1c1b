// Results that have no rows, or none any more.
import * as vscode from 'vscode';
import type { RunProgress } from '../../../server/src/protocol/runs.ts';

export const nothing = { rows: 0, totalSize: 0, pages: 0, calls: 0, elapsedMs: 0 };

/** Whether there is anything to copy, sort, look at or export: not where a run failed, or is over and found nothing. */
export const mayHaveRows = (last: RunProgress | undefined): boolean =>
  last === undefined || last.rows > 0 || last.state === 'running';

/** What is told of a run whose rows went with the server that had them. */
export function lostProgress({ columns: _, ...last }: RunProgress): RunProgress {
  const message = vscode.l10n.t(
    'The language server stopped. Of this result only the rows that you have seen are left: run it again.',
  );
  return {
    ...last,
    state: 'failed',
    rows: 0,
    totalSize: 0,
    error: { code: 'RUNS_ENDED', message, nextStep: 'retry' },
  };
}
