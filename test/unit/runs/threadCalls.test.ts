import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { FromThread } from '../../../server/src/runs/threads/messages.ts';
import { type Call, ThreadCalls } from '../../../server/src/runs/threads/threadCalls.ts';
import { SalesforceError } from '../../../server/src/salesforce/errors.ts';

const options = { clientName: 'Tester', network: {}, traceRequests: false, logHttp: false };

/** What the main thread hears of a call that is worked on so, until it is done. */
async function check(handle: (request: string, call: Call) => unknown, expected: unknown[], cancels = false) {
  const heard: unknown[] = [];
  const over = Promise.withResolvers<void>();
  const calls = new ThreadCalls<string, never>(
    options,
    ({ ...message }: FromThread<never>) => {
      if (message.kind !== 'done') return void heard.push(message);
      const { outcome } = message;
      heard.push('error' in outcome ? outcome.error.code : outcome.value);
      over.resolve();
    },
    handle,
  );
  calls.receive({ kind: 'call', call: 7, request: 'rows' });
  if (cancels) calls.receive({ kind: 'cancelCall', call: 7 });
  await over.promise;
  assert.deepEqual(heard, expected);
}

describe('calls that a worker thread answers', () => {
  it('end with a value', () => check(request => `${request}!`, ['rows!']));

  it('tell their progress before it', () =>
    check((_, { progress }) => progress(3, 9) ?? 'all', [{ kind: 'progress', call: 7, rows: 3, measure: 9 }, 'all']));

  it('end with the code of what was thrown', () =>
    check(() => Promise.reject(new SalesforceError({ code: 'UNKNOWN_RUN', message: '' })), ['UNKNOWN_RUN']));

  it('do not take a file that is missing for an org that is out of reach', () =>
    check(() => readFile('no such file'), ['FILE_UNREADABLE']));

  it('are cancelled whatever their work throws then', () =>
    check(
      (_, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('x')))),
      ['CANCELLED'],
      true,
    ));
});
