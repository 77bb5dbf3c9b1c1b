import assert from 'node:assert/strict';
import { refreshRows } from '../../server/src/protocol/edits.ts';
import { apiUsage } from '../../server/src/protocol/limits.ts';
import { cancelRun, runProgress, startRun } from '../../server/src/protocol/runs.ts';
import { listObjects } from '../../server/src/protocol/schema.ts';
import { json, type Step, salesforceError, tinyServer } from '../unit/salesforce/tinyServer.ts';
import { failureOf, type ServerOptions, TestServer } from './harness/server.ts';

const token = '00D000000000001!secret.token_1';

/** Runs the test on a server whose org answers with these steps, and looks for secrets in the log afterwards. */
async function withOrg(
  steps: Step[],
  test: (server: TestServer, org: Awaited<ReturnType<typeof tinyServer>>) => Promise<void>,
  options: Partial<ServerOptions> = {},
): Promise<void> {
  const org = await tinyServer(...steps);
  const server = await TestServer.start({
    org: { origin: org.origin, accessToken: token },
    initialization: { apiVersion: '67.0' },
    ...options,
  });
  try {
    await test(server, org);
  } finally {
    await server.stop();
    await org.close();
  }
  const log = server.log.join('\n');
  assert.doesNotMatch(log, /secret/, 'the log holds a token');
  assert.doesNotMatch(log, /SELECT/, 'the log holds a query');
}

const expired = salesforceError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
const list = json(200, { sobjects: [] }, { 'sforce-limit-info': 'api-usage=7/15000' });
const objectsOf = (server: TestServer) => server.request(listObjects, { org: server.orgKey });
const soql = 'SELECT Id FROM Account';
const run = async (server: TestServer) =>
  server.request(startRun, { org: server.orgKey, uri: await server.open(soql), offset: 0 });

describe('when something is wrong with the org', () => {
  it('an expired token is replaced without a word', () =>
    withOrg(
      [expired, list],
      async server => {
        await objectsOf(server);
        assert.equal(server.tokenQuestions.length, 2);
        assert.equal(server.tokenQuestions[1]?.rejected, `${token}1`);
      },
      { token: count => `${token}${count}` },
    ));

  it('a token that stays wrong ends with one message and a way on', () =>
    withOrg([expired], async (server, org) => {
      const { message, data } = await failureOf(objectsOf(server));
      assert.match(message, /Sign in again\. \(INVALID_SESSION_ID/);
      assert.deepEqual(data, { code: 'INVALID_SESSION_ID', status: 401, nextStep: 'signIn' });
      const failed = await server.finished(() => run(server));
      assert.equal(failed.error?.nextStep, 'signIn');
      // Each is sent three times: the first fresh token may be one that another window got long ago.
      assert.equal(org.requests.length, 6);
    }));

  it('a local org that is down can be started', async () => {
    const gone = await tinyServer();
    await gone.close();
    await withOrg(
      [],
      async server => {
        const { message, data } = await failureOf(objectsOf(server));
        assert.match(message, /not running\. Start it/);
        assert.deepEqual(data, { code: 'ORG_UNREACHABLE', nextStep: 'startLocalOrg' });
        const failed = await server.finished(() => run(server));
        assert.equal(failed.error?.nextStep, 'startLocalOrg');
        // What names a run alone is about its org.
        const asked = { run: failed.run, ids: ['001000000000001AAA'] };
        assert.match((await failureOf(server.request(refreshRows, asked))).message, /not running\. Start it/);
      },
      { org: { origin: gone.origin, accessToken: token } },
    );
  });

  it('completion answers all the same, and asks an org that is down only once', () =>
    withOrg([salesforceError(500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred.')], async (server, org) => {
      const uri = await server.open('SELECT Id FROM A');
      for (let key = 0; key < 5; key++) {
        const answer: { isIncomplete: boolean } = await server.lsp('textDocument/completion', uri, {
          position: { line: 0, character: 16 },
        });
        assert.equal(answer.isIncomplete, true);
      }
      assert(org.requests.length <= 1);
    }));

  it('a page that is no answer of Salesforce is named as such', () =>
    withOrg([response => response.end('<html>Sign in to the hotel network</html>')], async server => {
      const { message, data } = await failureOf(objectsOf(server));
      assert.match(message, /proxy or a login page/);
      assert.deepEqual(data, { code: 'BAD_ANSWER', status: 200, nextStep: 'showLog' });
    }));

  it('a query that hangs can be cancelled: its socket closes', () => {
    const closed = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const hang: Step = (_, request) => {
      request.socket.on('close', () => closed.resolve());
      asked.resolve();
    };
    return withOrg([hang], async (server, org) => {
      const ended = server.next(runProgress, progress => progress.state === 'cancelled');
      const started = await run(server);
      await asked.promise;
      await server.request(cancelRun, { run: started.run });
      const { error, rows } = await ended;
      assert.equal(error, undefined);
      assert.equal(rows, 0);
      await closed.promise;
      assert.equal(org.requests.length, 1);
    });
  });

  it('the calls in use are told once per change', () =>
    withOrg([list], async server => {
      const told = server.next(apiUsage);
      await objectsOf(server);
      assert.deepEqual(await told, { org: server.orgKey, used: 7, max: 15000 });
    }));
});
