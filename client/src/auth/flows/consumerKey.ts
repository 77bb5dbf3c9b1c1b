import * as vscode from 'vscode';
import { settings } from '../../host/settings.ts';
import type { Questions } from './questions.ts';

/** The client id of the user's own app; the one of the settings is filled in. */
export const askForConsumerKey = (questions: Questions): Promise<string> =>
  questions.text({
    title: vscode.l10n.t('Consumer key of the app'),
    prompt: vscode.l10n.t('From the OAuth settings of your External Client App.'),
    value: settings.clientId() ?? '',
  });
