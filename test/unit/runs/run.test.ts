import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunStatus } from '../../../server/src/runs/messages.ts';
import { Run } from '../../../server/src/runs/run.ts';
import type { RunStatement } from '../../../server/src/runs/statement.ts';
import { createTransport } from '../../../server/src/salesforce/transport/transport.ts';
import { manualTimers } from '../base/manualTimers.ts';
import { json, type Step, salesforceError, tinyServer } from '../salesforce/tinyServer.ts';

const rows = (from: number, count: number) => Array.from({ length: count }, (_, i) => ({ Id: `${from + i}` }));
const page = (from: number, count: number, next?: string) =>
  json(200, { totalSize: 5, done: !next, ...(next ? { nextRecordsUrl: next } : {}), records: rows(from, count) });

interface Ended {
  readonly last: RunStatus;
  readonly run: Run;
  readonly urls: string[];
}

/** Runs a statement against answers; `onStep` sees the run before each answer. */
async function runAgainst(
  steps: Step[],
  { askAbove, ...statement }: Partial<RunStatement> & { askAbove?: number } = {},
  onStep?: (run: Run) => void,
  onStarted?: (run: Run) => Promise<void>,
): Promise<Ended> {
  const server = await tinyServer(
    ...steps.map(
      (step): Step =>
        (response, request) => {
          onStep?.(run);
          step(response, request);
        },
    ),
  );
  const transport = createTransport({
    tokens: { get: async () => ({ accessToken: 't', instanceUrl: server.origin }) },
    clientName: 'Tester',
    sleep: async () => undefined,
  });
  const statuses: RunStatus[] = [];
  const run = new Run({
    id: 'r',
    org: 'o',
    statement: { soql: 'SELECT Id FROM Account', api: 'query', columns: [], countOnly: false, ...statement },
    askAbove,
    file: join(tmpdir(), 'rows-of-a-run'),
    transport,
    apiVersion: async () => '67.0',
    timers: manualTimers(),
    onStatus: status => statuses.push(status),
  });
  await run.start();
  await onStarted?.(run);
  await transport.close();
  await server.close();
  return { last: statuses.at(-1)!, run, urls: server.requests.map(request => request.url) };
}

describe('a run', () => {
  it('follows the pages to the end', async () => {
    const { last, urls } = await runAgainst([page(0, 3, '/services/data/v67.0/query/0r8x-3'), page(3, 2)]);
    assert.deepEqual(urls, [
      '/services/data/v67.0/query?q=SELECT%20Id%20FROM%20Account',
      '/services/data/v67.0/query/0r8x-3',
    ]);
    const { columns, ...counts } = last;
    assert.deepEqual(counts, {
      run: 'r',
      org: 'o',
      state: 'done',
      rows: 5,
      totalSize: 5,
      pages: 2,
      calls: 2,
      elapsedMs: 0,
    });
    assert.deepEqual(columns, [{ path: 'Id', kind: 'text' }]);
  });

  it('keeps what came before a failure', async () => {
    const { last, run } = await runAgainst([
      page(0, 3, '/services/data/v67.0/query/0r8x-3'),
      salesforceError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator'),
    ]);
    assert.equal(last.state, 'failed');
    assert.equal(last.error?.code, 'INVALID_QUERY_LOCATOR');
    assert.equal(last.rows, 3);
    assert.deepEqual(run.store.window(0, 9).ids, ['0', '1', '2']);
  });

  it('goes on after a connection that broke in the middle, without a row twice', async () => {
    const broken: Step = response => {
      response.writeHead(200, { 'content-length': '9999' });
      response.write('{"totalSize":5,"done":false,"records":[{"Id":"3"}', () => response.destroy());
    };
    const { last, run } = await runAgainst([page(0, 3, '/services/data/v67.0/query/0r8x-3'), broken, page(3, 2)]);
    assert.equal(last.state, 'done');
    assert.deepEqual(run.store.window(0, 9).ids, ['0', '1', '2', '3', '4']);
  });

  it('stops when cancelled, keeps the rows and asks for no more', async () => {
    let steps = 0;
    const hang: Step = response => response.writeHead(200).write('{"totalSize":');
    const { last, urls } = await runAgainst(
      [page(0, 3, '/services/data/v67.0/query/0r8x-3'), hang],
      {},
      run => void (++steps === 2 && run.cancel()),
    );
    assert.equal(last.state, 'cancelled');
    assert.equal(last.error, undefined);
    assert.equal(last.rows, 3);
    assert.equal(urls.length, 2);
  });

  it('pauses after its first page where there are more rows than one wants unasked, and goes on without a row twice', async () => {
    const pages = [page(0, 3, '/services/data/v67.0/query/0r8x-3'), page(3, 2)];
    const ended = Promise.withResolvers<void>();
    let resumed: Run | undefined;
    const { run } = await runAgainst(pages, { askAbove: 4 }, undefined, async paused => {
      assert.equal(paused.state as string, 'paused');
      assert.equal(paused.store.rows, 3);
      resumed = paused;
      paused.resume();
      while (paused.state !== 'done') await paused.moved();
      ended.resolve();
    });
    await ended.promise;
    assert.equal(resumed?.state, 'done');
    assert.deepEqual(run.store.window(0, 9).ids, ['0', '1', '2', '3', '4']);
  });

  it('does not follow a page to another host', async () => {
    const { last, urls } = await runAgainst([page(0, 1, 'https://elsewhere.example/query/1')]);
    assert.equal(last.error?.code, 'UNTRUSTED_ORIGIN');
    assert.equal(urls.length, 1);
  });

  it('fails on what is no page', async () => {
    assert.equal((await runAgainst([json(200, { html: true })])).last.error?.code, 'BAD_ANSWER');
  });

  it('shows the number of a COUNT() as a row', async () => {
    const { last, run } = await runAgainst([json(200, { totalSize: 42, done: true, records: [] })], {
      countOnly: true,
    });
    assert.deepEqual(last.columns, [{ path: 'COUNT()', kind: 'number' }]);
    assert.deepEqual(run.store.window(0, 1).rows, [[42]]);
  });
});
