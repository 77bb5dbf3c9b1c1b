// The language server's entry (dist/server.cjs): the one place that constructs everything.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { serve } from './lsp/server.ts';
import { createOrgs, type NetworkOptions } from './org/orgs.ts';
import type { InitializationOptions } from './protocol/initialize.ts';
import type { WorkerOptions } from './runs/messages.ts';
import { RunsPort } from './runs/port.ts';
import { resultsFolder, sweepResults } from './runs/store/resultsFolder.ts';

serve(({ options, log, timers, askToken, onSchemaChange, onSchemaAsking, onUsage, onRunStatus }) => {
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
  const runs = new RunsPort({
    // The thread starts with the first run.
    spawn: () => new Worker(join(import.meta.dirname, 'runsWorker.cjs'), { workerData }),
    token: async (org, rejected) => orgs.get(org).token(rejected),
    apiVersion: async org => orgs.get(org).apiVersion(),
    budget: org => orgs.get(org).budget,
    onStatus: onRunStatus,
    // An org may have been disconnected while an answer was on its way.
    onUsage: (org, usage) => orgs.find(org)?.noteUsage(usage),
    removeRows: () => rm(folder, { recursive: true, force: true }),
    log,
  });
  return { orgs, runs };
});

function networkOf({ proxy }: InitializationOptions): NetworkOptions {
  return { proxyUrl: proxy?.url, noProxy: proxy?.noProxy, strictSSL: proxy?.strictSSL };
}
