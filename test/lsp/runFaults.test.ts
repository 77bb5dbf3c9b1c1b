import assert from 'node:assert/strict';
import { useReservedCalls } from '../../server/src/protocol/limits.ts';
import { type RunProgress, resumeRun, rowWindow, runProgress, startRun } from '../../server/src/protocol/runs.ts';
import { type LocalOrg, startLocalOrg } from '../harness/localOrg.ts';
import { TestServer } from './harness/server.ts';

const NEXT_PAGES = '/services/data/*/query/*';

/** What goes wrong between two pages: the rows before it stay, and the rest comes without a row twice. */
describe('query runs that break off', () => {
  let org: LocalOrg;
  let server: TestServer;
  before(async () => {
    org = await startLocalOrg();
    server = await TestServer.start({ org });
  });
  afterEach(() => org.admin('faults', { method: 'DELETE' }));
  after(async () => {
    await server.stop();
    await org.stop();
  });

  const start = async () => {
    const uri = await server.open('SELECT Id, Name FROM BigTable__c ORDER BY Name');
    return server.finished(() => server.request(startRun, { org: server.orgKey, uri, offset: 0 }));
  };
  const resume = async (run: string): Promise<RunProgress> => {
    const ended = server.next(runProgress, progress => progress.run === run && progress.state !== 'running');
    await server.request(resumeRun, { run });
    return ended;
  };
  const queries = async () => (await org.log()).filter(({ path }) => path.includes('/query'));
  const isWhole = async ({ run, state, rows, totalSize, error }: RunProgress) => {
    assert.equal(state, 'done', error?.message);
    assert(totalSize > 5000);
    assert.equal(rows, totalSize);
    const { ids } = await server.request(rowWindow, { run, start: 0, end: rows });
    assert.equal(new Set(ids).size, totalSize);
  };

  const breaks: readonly { readonly fault: Record<string, unknown>; readonly code: string; readonly words: RegExp }[] =
    [
      { fault: { fault: 'connectionReset', bytes: 5000 }, code: 'ORG_UNREACHABLE', words: /then try again/ },
      { fault: { fault: 'sessionExpired' }, code: 'INVALID_SESSION_ID', words: /Sign in again/ },
      { fault: { fault: 'truncatedBody', bytes: 5000 }, code: 'BAD_ANSWER', words: /./ },
    ];
  for (const { fault, code, words } of breaks) {
    it(`keeps the first page and goes on after ${fault.fault}`, async () => {
      await org.fault({ ...fault, path: NEXT_PAGES, times: 'always' });
      const failed = await start();
      assert.deepEqual([failed.state, failed.rows, failed.error?.code], ['failed', 2000, code], failed.error?.message);
      assert.match(failed.error?.message ?? '', words);
      const again = await resume(failed.run);
      assert.deepEqual([again.state, again.rows], ['failed', 2000]);
      await org.admin('faults', { method: 'DELETE' });
      await isWhole(await resume(failed.run));
    });
  }

  it('gets a new token between two pages without a word', async () => {
    await org.fault({ fault: 'sessionExpired', path: NEXT_PAGES, times: 1 });
    const asked = server.tokenQuestions.length;
    await isWhole(await start());
    assert(server.tokenQuestions.slice(asked).some(({ rejected }) => rejected));
  });

  it('keeps the first page at the daily limit, asks for no more, and goes on when told to', async () => {
    await org.fault({ fault: 'requestLimitExceeded', path: NEXT_PAGES, times: 'always' });
    const failed = await start();
    assert.deepEqual([failed.state, failed.rows, failed.error?.code], ['failed', 2000, 'REQUEST_LIMIT_EXCEEDED']);
    assert.match(failed.error?.message ?? '', /no API calls left/);
    await org.admin('faults', { method: 'DELETE' });
    const asked = await queries();
    const held = await resume(failed.run);
    assert.deepEqual(
      [held.rows, held.error?.code, held.error?.nextStep],
      [2000, 'API_CALLS_USED_UP', 'useReservedCalls'],
    );
    assert.deepEqual(await queries(), asked);
    await server.request(useReservedCalls, { org: server.orgKey });
    await isWhole(await resume(failed.run));
  });

  it('survives one reset of the connection without a word', async () => {
    await org.fault({ fault: 'connectionReset', bytes: 5000, path: NEXT_PAGES, times: 1 });
    await isWhole(await start());
  });
});
