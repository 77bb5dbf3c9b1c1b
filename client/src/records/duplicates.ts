// What a duplicate rule of the org alerts about, and the user may want to save all the same.
import * as vscode from 'vscode';
import type { RecordOutcome } from '../../../server/src/protocol/records.ts';
import { problemOf } from '../host/problem.ts';
import type { ConnectedOrg } from '../orgs/registry.ts';

/** Sends again what a rule alerts about, where the user wants it; undefined where not. */
export async function createAnyway<Created extends object>(
  org: ConnectedOrg,
  send: (allowDuplicates: boolean) => Promise<Created | { readonly alert: string }>,
): Promise<Created | undefined> {
  const answer = await send(false);
  if (!('alert' in answer)) return answer;
  if (!(await confirmDuplicates(org, [answer.alert]))) return undefined;
  const again = await send(true);
  return 'alert' in again ? undefined : again;
}

/** Saves changes, and once more those that a rule alerts about, where the user wants it. The outcomes in their order. */
export async function saveAnyway<Change>(
  org: ConnectedOrg,
  changes: readonly Change[],
  save: (changes: readonly Change[], allowDuplicates: boolean) => Promise<readonly RecordOutcome[]>,
): Promise<readonly RecordOutcome[]> {
  const outcomes = await save(changes, false);
  const alike = [...outcomes].flatMap((outcome, place) =>
    outcome.state === 'failed' && outcome.allowSave ? [{ place, message: outcome.message }] : [],
  );
  const messages = alike.map(({ message }) => message);
  if (alike.length === 0 || !(await confirmDuplicates(org, messages))) return outcomes;
  const wanted = alike.map(({ place }) => changes[place]!);
  // What became of the others must not be lost.
  const again = await save(wanted, true).catch(error => wanted.map(() => failure(error)));
  const byPlace = new Map(alike.map(({ place }, index) => [place, again[index]]));
  return outcomes.map((outcome, place) => byPlace.get(place) ?? outcome);
}

async function confirmDuplicates(org: ConnectedOrg, messages: readonly string[]): Promise<boolean> {
  const button = vscode.l10n.t('Save anyway');
  const question = vscode.l10n.t(
    'Duplicate rules of {0} found records like yours: {1}. Save anyway?',
    org.name,
    messages.length,
  );
  const detail = [...new Set(messages)].join('\n');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, button)) === button;
}

function failure(error: unknown): RecordOutcome {
  const { code, message } = problemOf(error) ?? { code: 'CANCELLED', message: '' };
  return { state: 'failed', code, message, fields: [] };
}
