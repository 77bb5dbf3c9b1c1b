import assert from 'node:assert/strict';
import { join } from 'node:path';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { listJobs, startBulkExport } from '../../server/src/protocol/bulk.ts';
import {
  cancelRun,
  columnFields,
  exportChoice,
  listBinds,
  type RunProgress,
  resumeRun,
  runProgress,
  startRun,
} from '../../server/src/protocol/runs.ts';
import { temporaryFolder } from '../harness/localOrg.ts';
import { json, type TinyServer, tinyServer } from '../unit/salesforce/tinyServer.ts';
import { TestServer } from './harness/server.ts';

/** From its start on a run is told and can be cancelled, whatever the org fails to answer. */
describe('query runs in an org that hangs', () => {
  let org: TinyServer;
  let server: TestServer;
  let firstPage: Parameters<typeof tinyServer>[0] | undefined;
  before(async () => {
    org = await tinyServer((response, request) => {
      if (request.url?.includes('/query?')) firstPage?.(response, request);
    });
  });
  beforeEach(() => {
    firstPage = undefined;
  });
  afterEach(() => server.stop());
  after(() => org.close());

  const connect = async (apiVersion?: string) => {
    server = await TestServer.start({
      org: { origin: org.origin, accessToken: '00D!hangs' },
      ...(apiVersion && { initialization: { apiVersion } }),
    });
  };
  const start = (uri: string, binds = {}) =>
    server.request(startRun, { org: server.orgKey, uri, offset: 0, binds, askAbove: 1 });
  const told = (state: RunProgress['state'], rows = 0) =>
    server.next(runProgress, progress => progress.state === state && progress.rows === rows);
  const isCancelled = async (run: string, rows = 0) => {
    const cancelled = told('cancelled', rows);
    await server.request(cancelRun, { run });
    assert.equal((await cancelled).run, run);
  };

  const silences = [
    { what: 'its versions', apiVersion: undefined },
    { what: 'the query', apiVersion: '67.0' },
  ];
  for (const { what, apiVersion } of silences) {
    it(`are told at once and can be cancelled, where it does not answer ${what}`, async () => {
      await connect(apiVersion);
      const running = told('running');
      const { run } = await start(await server.open('SELECT Id FROM Account'));
      assert.equal((await running).run, run);
      await isCancelled(run);
    });
  }

  it('do not wait for Describe, nor do questions for bind variables', async () => {
    await connect('67.0');
    const uri = await server.open('SELECT Id FROM Account WHERE Name = :name');
    const { binds } = await server.request(listBinds, { org: server.orgKey, uri, offset: 0 });
    assert.deepEqual(binds, [{ name: 'name', list: false }]);
    const running = told('running');
    const { run } = await start(uri, { name: 'Acme' });
    await running;
    const fields = server.request(columnFields, { run, columns: ['Id'] });
    await isCancelled(run);
    // Answered when the server ends, or never.
    fields.catch(() => undefined);
  });

  it('go on telling so where the rest of their rows is asked for', async () => {
    firstPage = json(200, {
      totalSize: 2,
      done: false,
      nextRecordsUrl: '/services/data/v67.0/query/01g-1',
      records: [{ Id: '1' }],
    });
    await connect('67.0');
    const paused = told('paused', 1);
    const { run } = await start(await server.open('SELECT Id FROM Account'));
    await paused;
    const running = told('running', 1);
    await server.request(resumeRun, { run });
    await running;
    await isCancelled(run, 1);
    // Which API fetches a few rows does not depend on Describe.
    const few = { rows: 2, format: 'json', threshold: 2000 } as const;
    assert.equal((await server.request(exportChoice, { run, ...few })).api, 'rest');
    // Of many it does, and nobody waits for it long.
    const many = await server.request(exportChoice, { run, ...few, rows: 3000 });
    assert.deepEqual([many.api, many.why.startsWith('The org does not tell')], ['rest', true]);
  });

  it('let an export by the Bulk API be cancelled while it waits for Describe, and make no job of it', async () => {
    await connect('67.0');
    const uri = await server.open('SELECT Id FROM Account');
    const csv = { guardFormulas: true, delimiter: ',', byteOrderMark: false } as const;
    const source = new CancellationTokenSource();
    const place = { org: server.orgKey, uri, offset: 0 };
    const target = { file: join(temporaryFolder(), 'rows.csv'), format: 'csv', csv } as const;
    const exported = server.request(startBulkExport, { ...place, ...target }, source.token);
    source.cancel();
    await assert.rejects(exported, ({ data }: { data?: { code?: string } }) => data?.code === 'CANCELLED');
    assert.deepEqual((await server.request(listJobs, {})).jobs, []);
  });
});
