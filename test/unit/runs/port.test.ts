import assert from 'node:assert/strict';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { RunStatus, WorkerOptions } from '../../../server/src/runs/messages.ts';
import { type RunStatement, RunsPort } from '../../../server/src/runs/port.ts';
import { SalesforceError } from '../../../server/src/salesforce/errors.ts';
import { OrgBudget } from '../../../server/src/salesforce/transport/budget.ts';
import { json, type Step, tinyServer } from '../salesforce/tinyServer.ts';

const workerFile = join(import.meta.dirname, '../../../server/src/runs/worker.ts');
const workerData: WorkerOptions = {
  clientName: 'Tester',
  network: {},
  traceRequests: true,
  logHttp: false,
  resultsFolder: tmpdir(),
};
const statement: RunStatement = { soql: 'SELECT Id FROM Account', api: 'query', columns: [], countOnly: false };
const rows = { about: 'window', start: 0, end: 5 } as const;
const onePage = json(
  200,
  { totalSize: 1, done: true, records: [{ Id: '1' }] },
  { 'sforce-limit-info': 'api-usage=3/9' },
);

/** The port with a real worker thread, whose org answers with these steps. */
async function open(steps: Step[], token?: () => Promise<never>) {
  const org = await tinyServer(...steps);
  const workers: Worker[] = [];
  const traced: string[] = [];
  const usages: unknown[] = [];
  const ended = new Map<string, PromiseWithResolvers<RunStatus>>();
  const endOf = (run: string) => {
    const end = ended.get(run) ?? Promise.withResolvers<RunStatus>();
    ended.set(run, end);
    return end;
  };
  const ignore = () => undefined;
  // A turn that is not given back stops everything.
  const budget = new OrgBudget({ atOnce: 1, stopAtPercent: 100 });
  const port = new RunsPort({
    spawn() {
      const worker = new Worker(workerFile, { workerData });
      workers.push(worker);
      return worker;
    },
    orgs: {
      token: token ?? (async () => ({ accessToken: 'secret', instanceUrl: org.origin })),
      apiVersion: async () => '67.0',
      budget: () => budget,
      onUsage: (key, usage) => usages.push({ key, ...usage }),
      log: { error: ignore, warn: ignore, info: ignore, trace: line => traced.push(line) },
    },
    removeRows: async () => undefined,
    onStatus: status => status.state !== 'running' && endOf(status.run).resolve(status),
  });
  const close = async () => {
    await Promise.all(workers.map(worker => worker.terminate()));
    await org.close();
  };
  return { port, workers, traced, usages, close, end: (run: string) => endOf(run).promise };
}

describe('the runs, seen from the main thread', () => {
  it('start their thread with the first run, and tell what it saw', async () => {
    const { port, workers, traced, usages, close, end } = await open([onePage]);
    assert.equal(workers.length, 0);
    const run = port.start('org', statement);
    assert.equal((await end(run)).state, 'done');
    assert.deepEqual((await port.ask(run, rows)).ids, ['1']);
    assert.equal(await port.ask(run, { about: 'arrange', options: { sort: { column: 'Id', descending: true } } }), 1);
    await assert.rejects(port.ask(run, rows, AbortSignal.abort()), { code: 'CANCELLED' });
    port.close(run);
    await assert.rejects(port.ask(run, rows), { code: 'UNKNOWN_RUN' });
    assert.match(traced.join(), /^GET \/services\/data\/v67\.0\/query: 200/);
    assert.deepEqual(usages, [{ key: 'org', used: 3, max: 9 }]);
    assert.equal(workers.length, 1);
    await close();
  });

  it('fail with what the owner of the tokens says', async () => {
    const refuse = () => Promise.reject(new SalesforceError({ code: 'SIGN_IN_REQUIRED', message: 'Signed out.' }));
    const { port, close, end } = await open([onePage], refuse);
    const { state, error } = await end(port.start('org', statement));
    assert.equal(state, 'failed');
    assert.deepEqual([error?.code, error?.message], ['SIGN_IN_REQUIRED', 'Signed out.']);
    await close();
  });

  it('end when their thread dies, and the next run has a new one', async () => {
    const asked = Promise.withResolvers<void>();
    const { port, workers, close, end } = await open([() => asked.resolve(), onePage]);
    const lost = port.start('org', statement);
    await asked.promise;
    const exit = once(workers[0]!, 'exit');
    await workers[0]!.terminate();
    await exit;
    assert.equal((await end(lost)).error?.code, 'RUNS_ENDED');
    assert.equal((await end(port.start('org', statement))).state, 'done');
    assert.equal(workers.length, 2);
    await close();
  });
});
