import type { Reply } from '../http/reply.ts';
import { errorPage } from './pages.ts';

/** Why an org does not let an app in, whoever the user is. */
export type AppRefusal = 'appNotInstalled' | 'appBlocked' | 'appNeverRedirects';

/**
 * What a browser gets to see of a refusal. Only the first one leads back to the app; after the others an app waits in
 * vain for its redirect.
 * @see https://help.salesforce.com/s/articleView?id=005132365&type=1
 */
export function refuseApp(refusal: AppRefusal, redirect: (parameters: Record<string, string>) => Reply): Reply {
  switch (refusal) {
    case 'appNotInstalled':
      return redirect({ error: 'invalid_client', error_description: 'app must be installed into org' });
    case 'appBlocked':
      return errorPage('OAUTH_APP_BLOCKED', 'this app is blocked by admin');
    case 'appNeverRedirects':
      return errorPage(
        'OAUTH_APPROVAL_ERROR_GENERIC',
        'An unexpected error has occured during authentication. Please try again.',
      );
  }
}
