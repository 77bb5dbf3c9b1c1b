import * as vscode from 'vscode';
import { fetchIdentity } from '../identity.ts';
import type { Flow } from './flow.ts';
import { askForMyDomain } from './myDomain.ts';
import { signingInAt, withProgress } from './progress.ts';
import type { Questions } from './questions.ts';
import { signInProblem, signInRequired } from './signInProblem.ts';

/** A token that the user has from elsewhere. It cannot be refreshed, and it is not ours to revoke. */
export const createAccessTokenFlow = (questions: Questions): Flow => ({
  id: 'accessToken',
  label: vscode.l10n.t('Access token'),
  detail: vscode.l10n.t('Paste one that you have. It is not refreshed: once it ends, connect again.'),
  icon: 'clippy',
  isPossible: () => true,
  async signIn({ scopes, loginUrl }) {
    const instanceUrl = loginUrl ?? (await askForMyDomain(questions));
    const accessToken = await questions.text({
      title: vscode.l10n.t('Access token'),
      prompt: vscode.l10n.t('For {0}', new URL(instanceUrl).host),
      secret: true,
    });
    const session = {
      flow: 'accessToken',
      scopes,
      clientId: '',
      loginUrl: instanceUrl,
      instanceUrl,
      accessToken,
    } as const;
    return withProgress(signingInAt(instanceUrl), async signal => {
      try {
        return { ...session, ...(await fetchIdentity(instanceUrl, accessToken, signal)) };
      } catch (error) {
        throw signInProblem(error, instanceUrl);
      }
    });
  },
  prepare: session => Promise.resolve(session),
  renew: () => Promise.reject(signInRequired()),
  revoke: () => Promise.resolve(),
});
