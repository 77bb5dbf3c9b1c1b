// What a duplicate rule of the org refuses, and the user may want to save all the same.
import * as vscode from 'vscode';
import type { RecordOutcome } from '../../../server/src/protocol/records.ts';
import { problemOf } from '../host/problem.ts';
import type { ConnectedOrg } from '../orgs/registry.ts';

const refused = 'DUPLICATES_DETECTED';

/** Sends again what was refused, where the user wants it. Throws what is refused in the end. */
export async function sendAnyway<Result>(
  org: ConnectedOrg,
  send: (allowDuplicates: boolean) => Promise<Result>,
): Promise<Result> {
  try {
    return await send(false);
  } catch (error) {
    const problem = problemOf(error);
    if (problem?.code !== refused || !(await confirmDuplicates(org, [problem.message]))) throw error;
    return send(true);
  }
}

/** Saves changes, and once more those that were refused, where the user wants it. The outcomes in their order. */
export async function saveAnyway<Change>(
  org: ConnectedOrg,
  changes: readonly Change[],
  save: (changes: readonly Change[], allowDuplicates: boolean) => Promise<readonly RecordOutcome[]>,
): Promise<readonly RecordOutcome[]> {
  const outcomes = await save(changes, false);
  const alike = [...outcomes].flatMap((outcome, place) =>
    outcome.state === 'failed' && outcome.code === refused ? [{ place, message: outcome.message }] : [],
  );
  const messages = alike.map(({ message }) => message);
  if (alike.length === 0 || !(await confirmDuplicates(org, messages))) return outcomes;
  const wanted = alike.map(({ place }) => changes[place]!);
  // What became of the others must not be lost.
  const again = await save(wanted, true).catch(error => wanted.map(() => failure(error)));
  const byPlace = new Map(alike.map(({ place }, index) => [place, again[index]]));
  return outcomes.map((outcome, place) => byPlace.get(place) ?? outcome);
}

/** Collections do not tell whether the rule only alerts: one that blocks refuses it again. */
async function confirmDuplicates(org: ConnectedOrg, messages: readonly string[]): Promise<boolean> {
  const button = vscode.l10n.t('Save anyway');
  const question = vscode.l10n.t(
    'Duplicate rules of {0} refused records: {1}. Save anyway?',
    org.name,
    messages.length,
  );
  const detail = [...new Set(messages), vscode.l10n.t('A rule that blocks duplicates will refuse them again.')].join(
    '\n',
  );
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, button)) === button;
}

function failure(error: unknown): RecordOutcome {
  const { code, message } = problemOf(error) ?? { code: 'CANCELLED', message: '' };
  return { state: 'failed', code, message, fields: [] };
}
