import * as vscode from 'vscode';
import { ProblemError } from '../../host/problem.ts';
import { isGeneralHost } from '../loginHost.ts';
import type { Questions } from './questions.ts';

/** Origin of the org itself, for what the general login hosts cannot do. */
export async function askForMyDomain(questions: Questions): Promise<string> {
  const origin = await questions.myDomain();
  if (!isGeneralHost(origin)) return origin;
  const message = vscode.l10n.t(
    'This works only at the My Domain of the org, such as acme.my.salesforce.com, not at the general login hosts.',
  );
  throw new ProblemError({ code: 'MY_DOMAIN_NEEDED', message, nextStep: 'connect' });
}
