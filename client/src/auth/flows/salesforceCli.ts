import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { ProblemError } from '../../host/problem.ts';
import { fetchIdentity } from '../identity.ts';
import { CliError, type CliOrg, cliToken, listCliOrgs } from '../salesforceCli.ts';
import type { ActiveSession } from '../session.ts';
import type { Flow, SignInRequest } from './flow.ts';
import { withProgress } from './progress.ts';
import type { Questions } from './questions.ts';
import { signInProblem, signInRequired } from './signInProblem.ts';

export const cliFolder = (): string => path.join(os.homedir(), '.sfdx');

/** Takes over a sign-in of the Salesforce CLI, which keeps the refresh token and is asked again when a token ends. */
export function createSalesforceCliFlow(questions: Questions, folder: string): Flow {
  return {
    id: 'salesforceCli',
    label: vscode.l10n.t('Salesforce CLI'),
    detail: vscode.l10n.t('Use an org that sf is signed in to on this computer.'),
    icon: 'terminal',
    isPossible: place => place.cliOrgs,
    async signIn(request): Promise<ActiveSession> {
      const org = await chooseOrg(questions, await listCliOrgs(folder), request);
      const { instanceUrl, loginUrl } = org;
      const { scopes } = request;
      return withProgress(vscode.l10n.t('Asking the Salesforce CLI for a token…'), async signal => {
        try {
          const accessToken = await cliToken(org.username, { signal });
          const identity = await fetchIdentity(instanceUrl, accessToken, signal);
          return { flow: 'salesforceCli', scopes, clientId: '', loginUrl, instanceUrl, accessToken, ...identity };
        } catch (error) {
          throw error instanceof CliError ? inWords(error, org.username) : signInProblem(error, instanceUrl);
        }
      });
    },
    prepare: session => Promise.resolve(session),
    async renew(session) {
      const accessToken = await cliToken(session.username).catch((error: unknown) => {
        if (!(error instanceof CliError)) throw error;
        throw error.problem === 'signedOut' ? signInRequired(error) : inWords(error, session.username);
      });
      // It has nothing better than the token that was refused.
      if (accessToken === session.accessToken) throw signInRequired();
      return { ...session, accessToken };
    },
    // The sign-in is the CLI's.
    revoke: () => Promise.resolve(),
  };
}

async function chooseOrg(questions: Questions, orgs: readonly CliOrg[], asked: SignInRequest): Promise<CliOrg> {
  const known = orgs.find(({ username }) => username === asked.username);
  if (known) return known;
  const items = orgs.map(org => ({
    org,
    label: org.aliases.join(', ') || org.username,
    description: org.aliases.length > 0 ? org.username : '',
    detail: new URL(org.instanceUrl).host,
  }));
  return (await questions.choose(vscode.l10n.t('Which org of the Salesforce CLI?'), items)).org;
}

function inWords({ problem, message }: CliError, username: string): ProblemError {
  const code = 'CLI_FAILED';
  return new ProblemError({ code, message: words(problem, message, username), nextStep: 'connect' });
}

function words(problem: CliError['problem'], message: string, username: string): string {
  switch (problem) {
    case 'missing':
      return vscode.l10n.t(
        'The command sf was not found. Install the Salesforce CLI, or start VS Code where sf is on the path; or connect in another way.',
      );
    case 'signedOut':
      return vscode.l10n.t('The Salesforce CLI is signed out of {0}. Run sf org login web, then try again.', username);
    case 'redacted':
      return vscode.l10n.t('This version of the Salesforce CLI hides its tokens. Update it with sf update.');
    case 'failed':
      return vscode.l10n.t('The Salesforce CLI gave no token for {0}: {1}', username, message);
    default:
      return problem satisfies never;
  }
}
