import * as vscode from 'vscode';
import { askForConsumerKey } from './consumerKey.ts';
import type { Flow } from './flow.ts';
import { createGrantFlow } from './grantFlow.ts';
import { askForMyDomain } from './myDomain.ts';
import type { Questions } from './questions.ts';

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_client_credentials_flow.htm */
export const createClientCredentialsFlow = (questions: Questions): Flow =>
  createGrantFlow({
    id: 'clientCredentials',
    label: vscode.l10n.t('Client credentials'),
    detail: vscode.l10n.t('For an app of yours with a run-as user. Works at the My Domain of the org only.'),
    icon: 'server',
    grantType: 'client_credentials',
    async ask(request) {
      const loginUrl = request.loginUrl ?? (await askForMyDomain(questions));
      const clientId = await askForConsumerKey(questions);
      const clientSecret = await questions.text({ title: vscode.l10n.t('Consumer secret of the app'), secret: true });
      return { loginUrl, clientId, clientSecret };
    },
    parameters: () => Promise.resolve({}),
  });
