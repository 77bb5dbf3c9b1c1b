import * as vscode from 'vscode';
import { askForConsumerKey } from './consumerKey.ts';
import type { Flow } from './flow.ts';
import { createGrantFlow } from './grantFlow.ts';
import type { Questions } from './questions.ts';
import { signInRequired } from './signInProblem.ts';

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm */
export const createJwtBearerFlow = (questions: Questions): Flow =>
  createGrantFlow({
    id: 'jwtBearer',
    label: vscode.l10n.t('JWT with a private key'),
    detail: vscode.l10n.t('For an app of yours that knows your certificate. The key stays in its file.'),
    icon: 'key',
    grantType: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    async ask(request) {
      const loginUrl = request.loginUrl ?? (await questions.loginHost());
      const clientId = await askForConsumerKey(questions);
      const username = request.username ?? (await questions.text({ title: vscode.l10n.t('Username') }));
      const keyFile = await questions.file(vscode.l10n.t('Private key of the app (PEM)'));
      return { loginUrl, clientId, username, keyFile };
    },
    async parameters({ username, keyFile, ...app }) {
      if (username === undefined || keyFile === undefined) throw signInRequired();
      const { signAssertion } = await import('../assertion.ts');
      return { assertion: await signAssertion({ ...app, username }, keyFile) };
    },
  });
