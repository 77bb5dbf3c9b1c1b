// What the page asks about edits, answered by the server or by the user.
import * as vscode from 'vscode';
import { editColumns, lookUpRecords, refreshRows } from '../../../server/src/protocol/edits.ts';
import { recordPicklists, recordTypes, saveRecords, undeleteRecords } from '../../../server/src/protocol/records.ts';
import type { RunId } from '../../../server/src/protocol/runs.ts';
import { ProblemError } from '../host/problem.ts';
import type { ConnectedOrg } from '../orgs/registry.ts';
import { confirmProduction } from '../records/confirm.ts';
import { saveAnyway } from '../records/duplicates.ts';
import type { EditQuestions } from './page/edit/messages.ts';
import type { Answer, Asked } from './page/messages.ts';
import type { RunServer } from './results.ts';

export interface EditContext {
  readonly server: RunServer;
  readonly run: RunId;
  /** The org that the rows come from; a tab that was kept over a reload of the window has none. */
  readonly org: ConnectedOrg | undefined;
}

type EditAnswers = {
  readonly [Q in Exclude<keyof EditQuestions, 'lookUp'>]: (context: EditContext, asked: Asked<Q>) => Promise<Answer<Q>>;
};

export const editAnswers: EditAnswers = {
  async editColumns({ server, run, org }, { columns }) {
    const answer = await server.request(editColumns, { run, columns });
    return { ...answer, ...(org && { org: org.name }) };
  },
  recordTypes: async ({ server, org }, asked) => server.request(recordTypes, { org: required(org).key, ...asked }),
  picklists: async ({ server, org }, asked) => server.request(recordPicklists, { org: required(org).key, ...asked }),
  async confirmSave({ org }, { changed, deleted }) {
    const lines = [
      vscode.l10n.t('Records to change: {0}', changed),
      ...(deleted > 0 ? [vscode.l10n.t('Records to delete: {0}', deleted)] : []),
    ];
    return { confirmed: await confirmProduction(required(org), lines.join('\n')) };
  },
  async saveEdits({ server, org }, { changes }) {
    const { key } = required(org);
    const save = async (some: typeof changes, allowDuplicates: boolean) =>
      (await server.request(saveRecords, { org: key, changes: some, allowDuplicates })).outcomes;
    return { outcomes: await saveAnyway(required(org), changes, save) };
  },
  async undelete({ server, org }, { ids }) {
    const { key } = required(org);
    const detail = vscode.l10n.t('Records to undelete: {0}', ids.length);
    return (await confirmProduction(required(org), detail))
      ? server.request(undeleteRecords, { org: key, ids })
      : undefined;
  },
  refreshRows: ({ server, run }, asked) => server.request(refreshRows, { run, ...asked }),
  readClipboard: async () => ({ text: await vscode.env.clipboard.readText() }),
};

export function lookUp(
  { server, org }: EditContext,
  asked: Asked<'lookUp'>,
  token: vscode.CancellationToken,
): Promise<Answer<'lookUp'>> {
  return server.request(lookUpRecords, { org: required(org).key, ...asked }, token);
}

function required(org: ConnectedOrg | undefined): ConnectedOrg {
  if (org) return org;
  const message = vscode.l10n.t('The org of these rows is not known any more. Run the query again.');
  throw new ProblemError({ code: 'UNKNOWN_ORG', message });
}
