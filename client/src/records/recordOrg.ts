import * as vscode from 'vscode';
import { ProblemError } from '../host/problem.ts';
import type { ConnectedOrg, OrgRegistry } from '../orgs/registry.ts';

/** The org that a record is in, by its key. Throws UNKNOWN_ORG where it is not connected any more. */
export function orgOfRecord({ orgs }: Pick<OrgRegistry, 'orgs'>, key: string): ConnectedOrg {
  const org = orgs.find(one => one.key === key);
  if (org) return org;
  const message = vscode.l10n.t('The org of this record is not connected. Connect it again.');
  throw new ProblemError({ code: 'UNKNOWN_ORG', message, nextStep: 'connect' });
}
