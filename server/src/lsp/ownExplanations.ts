import { t } from '@vscode/l10n';
import type { Words } from './explanations.ts';

type NextStep = Words['nextStep'];

/** The code is ours and helps nobody; what we say is all there is to say. */
const plain = (words: string, nextStep?: NextStep): Words => ({
  words,
  detail: 'none',
  ...(nextStep && { nextStep }),
});
/** The message comes from the system or another program, and tells more. */
const detailed = (words: string, nextStep?: NextStep): Words => ({ ...plain(words, nextStep), detail: 'message' });
/** The message is in words for the user already. */
const inWords = (nextStep?: NextStep): Words => plain('', nextStep);

/** The codes that are no answer of Salesforce: what failed on the way, or on this computer. */
export const ownExplanations: Readonly<Record<string, () => Words>> = {
  // no answer
  ORG_UNREACHABLE: () =>
    detailed(
      t('The org cannot be reached. Check the network, the VPN and the proxy settings, then try again.'),
      'retry',
    ),
  REQUEST_TIMEOUT: () =>
    detailed(
      t('The org did not answer in time. Try again, with a narrower filter where the object is large.'),
      'retry',
    ),
  UNTRUSTED_CERTIFICATE: () =>
    detailed(
      t(
        "This machine does not trust the certificate of the org or of the proxy. Add your company's certificate authority to the system's certificates.",
      ),
      'showLog',
    ),
  PROXY_REFUSED: () =>
    detailed(
      t('The proxy refused the connection. Check its address, user and password in the setting http.proxy.'),
      'openSettings',
    ),
  UNTRUSTED_ORIGIN: () => detailed(t('The token was not sent, to keep it safe. Sign in again.'), 'signIn'),
  BAD_ANSWER: () =>
    detailed(
      t('The answer does not come from Salesforce, or broke off. A proxy or a login page may be in between.'),
      'showLog',
    ),
  API_CALLS_RESERVED: () =>
    detailed(
      t('Most of today’s API calls are used, so nothing more is sent. Use the rest, or raise the setting.'),
      'useReservedCalls',
    ),
  API_CALLS_USED_UP: () =>
    detailed(
      t(
        'All of today’s API calls are used, so nothing more is sent. Salesforce counts the last 24 hours: wait, or send anyway to see whether some are free again.',
      ),
      'useReservedCalls',
    ),
  // the client's own
  SIGN_IN_REQUIRED: () => inWords('signIn'),
  SIGN_IN_REFUSED: () => inWords('signIn'),
  LOGIN_UNREACHABLE: () => inWords('retry'),
  BAD_TOKEN_REPLY: () => inWords('showLog'),
  LOCAL_ORG_FAILED: () => inWords('showLog'),
  // runs
  NO_STATEMENT: () => plain(t('There is no query here. Put the caret in a query, then run again.'), 'editQuery'),
  BAD_BIND: () => inWords('retry'),
  ONLY_QUERIES: () => plain(t('This works for SOQL queries only, and here is a SOSL search.'), 'editQuery'),
  UNKNOWN_RUN: () => plain(t('This result is closed. Run the query again.'), 'retry'),
  RUNS_ENDED: () =>
    plain(
      t('The process that held the rows ended. Only those that you have seen are left: run the query again.'),
      'retry',
    ),
  STORE_FAILED: () =>
    detailed(t('The rows could not be kept on the disk. Make room on it, then run the query again.'), 'retry'),
  RUN_STOPPED: () => plain(t('Not all rows came. Export again and choose whether to fetch the rest.')),
  EXPORT_FAILED: () => detailed(t('The file could not be written. Choose another place, or make room on the disk.')),
  // records
  NO_SUCH_RECORD: () =>
    detailed(
      t('The org has no record with this id that your user may see. Check the id; a deleted record can be undeleted.'),
    ),
  // bulk jobs
  FILE_UNREADABLE: () => detailed(t('The file cannot be read or written.')),
  FILE_GONE: () => detailed(t('The file that was being loaded is gone. Put it back, then resume the load.')),
  FILE_CHANGED: () =>
    detailed(t('The file has changed since the load began. Abort the load and start another one for the rest.')),
  NO_ROWS: () => plain(t('There are no rows to load.')),
  UNKNOWN_JOB: () => plain(t('This job is not known any more.')),
  NOT_OVER: () => plain(t('The job has not ended yet. Abort it first.')),
  NOTHING_TO_RETRY: () => plain(t('No row is known to have failed: there is nothing to load again.')),
  ALREADY_RETRIED: () =>
    plain(t('The failed rows of this load were loaded again already. Retry the newest load of them instead.')),
  RUNS_ELSEWHERE: () => plain(t('Another window works on this job. Use that one.')),
  JOBS_ENDED: () => plain(t('The process of the jobs ended. They go on by themselves.'), 'retry'),
  JOB_FAILED: () => detailed(t('The org gave the job up.')),
  NOT_IN_BULK: () => detailed(t('The Bulk API does not take this query. Export its rows by "Export rows…" instead.')),
  // ours
  UNKNOWN_ORG: () => plain(t('This org is not connected any more. Connect it again.'), 'connect'),
  CANCELLED: () => inWords(),
  INTERNAL_ERROR: () => detailed(t('This is a fault of the extension. Please report it with the log.'), 'showLog'),
};
