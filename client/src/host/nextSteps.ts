import * as vscode from 'vscode';
import type { NextStep } from './problem.ts';

export interface Step {
  readonly title: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
  /** Codicon name. */
  readonly icon: string;
}

/** The buttons for a next step: for most there is one. */
export function stepsFor(nextStep: NextStep | undefined, retry?: Pick<Step, 'command' | 'arguments'>): readonly Step[] {
  const step = stepFor(nextStep, retry);
  const title = vscode.l10n.t('Try the local org');
  const more = nextStep === 'firstOrg' ? [{ title, command: 'salesforceWorkbench.tryLocalOrg', icon: 'vm' }] : [];
  return step ? [step, ...more] : [];
}

/** The button for a next step; `retry` is the command that failed. undefined where words must do. */
export function stepFor(nextStep: NextStep | undefined, retry?: Pick<Step, 'command' | 'arguments'>): Step | undefined {
  switch (nextStep) {
    case 'signIn':
      return { title: vscode.l10n.t('Sign in again'), command: 'salesforceWorkbench.signInAgain', icon: 'sign-in' };
    case 'connect':
    case 'firstOrg':
      return { title: vscode.l10n.t('Connect an org'), command: 'salesforceWorkbench.connectOrg', icon: 'plug' };
    case 'enterConsumerKey': {
      const title = vscode.l10n.t('Enter the consumer key');
      return { title, command: 'salesforceWorkbench.enterConsumerKey', icon: 'key' };
    }
    case 'newQuery':
      return { title: vscode.l10n.t('New query'), command: 'salesforceWorkbench.newQuery', icon: 'new-file' };
    case 'startLocalOrg': {
      const title = vscode.l10n.t('Start the local org');
      return { title, command: 'salesforceWorkbench.startLocalOrg', icon: 'play' };
    }
    case 'showLog':
      return { title: vscode.l10n.t('Open log'), command: 'salesforceWorkbench.openLog', icon: 'output' };
    case 'openSettings':
      return { title: vscode.l10n.t('Open settings'), command: 'salesforceWorkbench.openSettings', icon: 'gear' };
    case 'useReservedCalls': {
      const title = vscode.l10n.t('Send anyway');
      return { title, command: 'salesforceWorkbench.useReservedCalls', icon: 'unlock' };
    }
    case 'retry':
      return retry && { title: vscode.l10n.t('Try again'), icon: 'refresh', ...retry };
    case 'editQuery':
    case undefined:
      return undefined;
    default:
      return nextStep satisfies never;
  }
}
