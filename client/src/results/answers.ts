// What the page asks, answered by the server or by the user.
import * as vscode from 'vscode';
import {
  arrangeRun,
  columnFields,
  copyRows,
  findInRun,
  type RunId,
  rowWindow,
  runRecords,
} from '../../../server/src/protocol/runs.ts';
import { type EditContext, editAnswers, lookUp } from './editAnswers.ts';
import type { Answer, Asked, Question } from './page/messages.ts';
import type { RunServer } from './results.ts';

/** What cancels the last question of a kind. */
export type PendingAnswers = Map<Question, vscode.CancellationTokenSource>;

interface Context extends EditContext {
  readonly server: RunServer;
  readonly pending: PendingAnswers;
  readonly run: RunId;
}

type Answers = { readonly [Q in Question]: (context: Context, asked: Asked<Q>) => Promise<Answer<Q>> };

const answers: Answers = {
  ...editAnswers,
  lookUp: (context, asked) => newest(context, 'lookUp', token => lookUp(context, asked, token)),
  window: ({ server, run }, rows) => server.request(rowWindow, { run, ...rows }),
  records: ({ server, run }, rows) => server.request(runRecords, { run, ...rows }),
  fields: ({ server, run }, asked) => server.request(columnFields, { run, ...asked }),
  arrange: (context, asked) =>
    newest(context, 'arrange', token => context.server.request(arrangeRun, { run: context.run, ...asked }, token)),
  find: (context, asked) =>
    newest(context, 'find', token => context.server.request(findInRun, { run: context.run, ...asked }, token)),
  async copy({ server, run }, asked) {
    const { text } = await server.request(copyRows, { run, ...asked });
    await vscode.env.clipboard.writeText(text);
    return null;
  },
  async copyText(_, { text }) {
    await vscode.env.clipboard.writeText(text);
    return null;
  },
  async chooseColumns(_, { columns }) {
    const items = columns.map(({ path, label, shown }) => ({ label: path, description: label, picked: shown }));
    const placeHolder = vscode.l10n.t('Columns to show');
    const chosen = await vscode.window.showQuickPick(items, { canPickMany: true, placeHolder, ignoreFocusOut: true });
    return chosen ? { shown: chosen.map(({ label }) => label) } : null;
  },
};

/** Answers a question of the page about a run. */
export function answerPage<Q extends Question>(context: Context, question: Q, asked: Asked<Q>): Promise<Answer<Q>> {
  return answers[question](context, asked);
}

/** A newer question of the kind makes the older one pointless. */
async function newest<T>(
  { pending }: Context,
  question: Question,
  ask: (token: vscode.CancellationToken) => Promise<T>,
): Promise<T> {
  pending.get(question)?.cancel();
  const source = new vscode.CancellationTokenSource();
  pending.set(question, source);
  try {
    return await ask(source.token);
  } finally {
    if (pending.get(question) === source) pending.delete(question);
    source.dispose();
  }
}
