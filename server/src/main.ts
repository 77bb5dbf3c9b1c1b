// The language server's entry (dist/server.cjs): the one place that constructs everything.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { serve } from './lsp/server.ts';
import { createOrgs, type NetworkOptions } from './org/orgs.ts';
import type { InitializationOptions } from './protocol/initialize.ts';
import type { BulkWorkerOptions } from './runs/bulk/messages.ts';
import { BulkPort } from './runs/bulk/port.ts';
import type { WorkerOptions } from './runs/messages.ts';
import { RunsPort } from './runs/port.ts';
import { smallThread } from './runs/smallThread.ts';
import { resultsFolder, sweepResults } from './runs/store/resultsFolder.ts';
import type { OrgSource } from './runs/threads/orgAnswers.ts';

serve(({ options, log, timers, askToken, onSchemaChange, onSchemaAsking, onUsage, onRunStatus, onJobStatus }) => {
  const { cacheDir, resultsDir, clientName, apiVersion, traceRequests = false, logHttp = false } = options;
  const network = networkOf(options);
  const orgs = createOrgs({
    cacheDir,
    clientName,
    apiVersion,
    network,
    traceRequests,
    logHttp,
    askToken,
    timers,
    log,
    onSchemaChange,
    onSchemaAsking,
    onUsage,
  });
  const folder = resultsFolder(resultsDir);
  const workerData: WorkerOptions = { clientName, network, traceRequests, logHttp, resultsFolder: folder };
  // Never rejects, and nothing waits for it.
  void sweepResults(resultsDir);
  const { jobsDir = `${cacheDir}-jobs` } = options;
  const bulkData: BulkWorkerOptions = { clientName, network, traceRequests, logHttp, jobsDir };
  // Threads start with the first run and the first job.
  const thread = (bundle: string, data: object) => {
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    return new Worker(join(import.meta.dirname, bundle), { workerData: data });
  };
  const source: OrgSource = {
    token: async (org, rejected) => orgs.get(org).token(rejected),
    apiVersion: async org => orgs.get(org).apiVersion(),
    budget: org => orgs.get(org).budget,
    // An org may have been disconnected while an answer was on its way.
    onUsage: (org, usage) => orgs.find(org)?.noteUsage(usage),
    log,
  };
  const runs = new RunsPort({
    orgs: source,
    spawn: () => smallThread(() => thread('runsWorker.cjs', workerData)),
    onStatus: onRunStatus,
    removeRows: () => rm(folder, { recursive: true, force: true }),
  });
  const bulk = new BulkPort({
    orgs: source,
    spawn: () => smallThread(() => thread('bulkWorker.cjs', bulkData)),
    onStatus: onJobStatus,
  });
  return { orgs, runs, bulk };
});

function networkOf({ proxy }: InitializationOptions): NetworkOptions {
  return { proxyUrl: proxy?.url, noProxy: proxy?.noProxy, strictSSL: proxy?.strictSSL };
}
