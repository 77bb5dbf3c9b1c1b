import * as vscode from 'vscode';
import { askForConsumerKey } from './consumerKey.ts';
import type { Flow } from './flow.ts';
import { createGrantFlow } from './grantFlow.ts';
import type { Questions } from './questions.ts';
import { signInRequired } from './signInProblem.ts';

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_username_password_flow.htm */
export const createPasswordFlow = (questions: Questions): Flow =>
  createGrantFlow({
    id: 'password',
    label: vscode.l10n.t('Username and password'),
    detail: vscode.l10n.t('Being retired: off in new orgs, and never for External Client Apps. Prefer another way.'),
    icon: 'warning',
    grantType: 'password',
    async ask(request) {
      const loginUrl = request.loginUrl ?? (await questions.loginHost());
      const clientId = await askForConsumerKey(questions);
      const clientSecret = await questions.text({ title: vscode.l10n.t('Consumer secret of the app'), secret: true });
      const username = request.username ?? (await questions.text({ title: vscode.l10n.t('Username') }));
      const password = await questions.text({
        title: vscode.l10n.t('Password'),
        prompt: vscode.l10n.t('Outside of trusted networks followed by your security token, without a space.'),
        secret: true,
      });
      return { loginUrl, clientId, clientSecret, username, password };
    },
    parameters({ username, password }) {
      if (username === undefined || password === undefined) throw signInRequired();
      return Promise.resolve({ username, password });
    },
  });
