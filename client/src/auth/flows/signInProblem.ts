// What goes wrong while signing in, in words.
import * as vscode from 'vscode';
import { isCancellation, ProblemError } from '../../host/problem.ts';
import { explainRefusal, type OAuthRefusal } from '../refusals.ts';
import { type Obstacle, obstacleOf } from '../unreachable.ts';

/** Told by its shape: its class is part of a bundle that is loaded when it is needed. */
export const isRefusal = (error: unknown): error is OAuthRefusal =>
  error instanceof Error && 'code' in error && error.code === 'OAUTH_REFUSED';

/** The error as the user reads it, or a CancellationError. */
export function signInProblem(error: unknown, loginUrl: string): Error {
  if (isRefusal(error)) return new ProblemError(explainRefusal(error, vscode.l10n), { cause: error });
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const host = new URL(loginUrl).host;
  if (code === 'LISTENER_TIMEOUT') return problem(code, timedOut(host));
  if (code === 'EADDRINUSE') return problem(code, portTaken());
  if (code === 'LOGIN_UNREACHABLE' || code === 'ORG_UNREACHABLE')
    return problem(code, unreachable(host, obstacleOf(error)), error);
  if (code === 'BAD_TOKEN_REPLY') return problem(code, badReply(host), error);
  if (code === 'TOKEN_REFUSED') return problem(code, tokenRefused(host));
  if (code === 'KEY_UNREADABLE') return problem(code, keyUnreadable());
  return error instanceof Error && !isCancellation(error) ? error : new vscode.CancellationError();
}

/** Only the user can help; the token service puts it in words. */
export const signInRequired = (cause?: Error): ProblemError =>
  new ProblemError({ code: 'SIGN_IN_REQUIRED', message: 'The session cannot be renewed.' }, { cause });

const problem = (code: string, message: string, cause?: unknown) =>
  new ProblemError({ code, message, nextStep: 'connect' }, { cause });

const timedOut = (host: string) =>
  vscode.l10n.t(
    'No answer came from {0} within two minutes. If the page shows an error, the org may block the app: ask an admin to install or allow it, or connect in another way.',
    host,
  );

const portTaken = () =>
  vscode.l10n.t(
    'The port of the callback URL is in use. Finish the sign-in that is under way in another window, or end the program that has the port, and try again.',
  );

function unreachable(host: string, obstacle: Obstacle | undefined): string {
  switch (obstacle) {
    case 'untrustedCertificate':
      return vscode.l10n.t(
        "This computer does not trust the certificate that {0}, or the proxy in between, shows. Add your company's certificate authority to the certificates of the system, then start VS Code again.",
        host,
      );
    case 'proxyRefused':
      return vscode.l10n.t(
        'The proxy does not let {0} through. Check its address, user and password in the setting http.proxy.',
        host,
      );
    case undefined:
      return vscode.l10n.t('{0} cannot be reached. Check the name, the network and the proxy settings.', host);
    default:
      return obstacle satisfies never;
  }
}

const badReply = (host: string) =>
  vscode.l10n.t(
    '{0} gave an answer that is none of Salesforce. Check the name; a proxy or a login page of your network may be in between.',
    host,
  );

const tokenRefused = (host: string) =>
  vscode.l10n.t('{0} does not accept this access token. It may have ended, or belong to another org.', host);

const keyUnreadable = () =>
  vscode.l10n.t('The private key cannot be read. It must be an RSA key in a PEM file, without a passphrase.');
