import {
  actOnJob,
  actOnOrgJob,
  checkLoad,
  checkMapping,
  checkProgress,
  describeOrgJob,
  jobResults,
  listJobs,
  listOrgJobs,
  loadFields,
  previewCsv,
  saveOrgJob,
  startBulkExport,
  startLoad,
} from '../../protocol/bulk.ts';
import { checkColumns } from '../../runs/bulk/check/columns.ts';
import { fieldsOf } from '../../runs/bulk/load/mapping.ts';
import { proposeColumns } from '../../runs/bulk/load/proposeColumns.ts';
import type { Context } from '../context.ts';
import { toJobStatus } from '../toJobStatus.ts';
import { startExport } from './bulkQuery.ts';
import { jsonTypesOf, loadFieldsOf, loadObjectsOf, targetObject } from './loadObject.ts';
import { problemWords, reportOf } from './loadReport.ts';
import { filledStatement } from './runBinds.ts';
import { queryOf } from './runs.ts';

export function handleBulk(context: Context): void {
  handleLoads(context);
  handleJobs(context);
  handleOrgJobs(context);
}

function handleLoads({ connection, dispatch, orgs, bulk, log, explainFor }: Context): void {
  dispatch.request(previewCsv, async ({ file }) => {
    const { format, ...sniffed } = await bulk.call('sniff', { file });
    const { delimiter, encoding, lineEnding } = format;
    return { ...sniffed, delimiter, encoding, lineEnding };
  });
  dispatch.request(loadFields, async ({ org, object, titles }) => {
    const fields = await loadFieldsOf(orgs.get(org).schema, object, titles);
    return { fields, columns: proposeColumns(titles, fields) };
  });
  dispatch.request(checkMapping, async ({ org, mapping, titles }) => {
    const { object, parents } = await loadObjectsOf(orgs.get(org).schema, mapping);
    const byName = new Map(parents.map(parent => [parent.name.toLowerCase(), parent]));
    const { problems } = checkColumns(mapping, fieldsOf(mapping, titles), object, byName);
    return { problems: problems.map(problem => ({ ...problem, message: problemWords(problem) })) };
  });
  dispatch.request(checkLoad, async ({ org, file, mapping, badRowsFile, threshold, jobBytes }, signal) => {
    const { format, header } = await bulk.call('sniff', { file });
    const objects = await loadObjectsOf(orgs.get(org).schema, mapping);
    let told = 0;
    const onProgress = (rows: number, bytes: number) => {
      // A message for every few megabytes is enough to draw a bar.
      if (bytes - told < 4_000_000) return;
      told = bytes;
      const sent = connection.sendNotification(checkProgress.method, { file, rows, bytes });
      sent.catch((error: unknown) => log.warn(`The editor did not take a message: ${error}`));
    };
    const request = { file, csv: format, header, mapping, badRowsFile, ...objects };
    const report = await bulk.call('check', request, signal, onProgress);
    const { label, labelPlural } = await targetObject(orgs.get(org).schema, mapping.object);
    return { label, labelPlural, ...reportOf(report, mapping, { threshold, jobBytes, badRowsFile }) };
  });
  dispatch.request(startLoad, async ({ org, file, mapping, threshold, jobBytes }) => {
    const jsonTypes = jsonTypesOf(await targetObject(orgs.get(org).schema, mapping.object));
    const status = await bulk.call('load', { org, file, mapping, threshold, jobBytes, jsonTypes });
    return toJobStatus(status, explainFor);
  });
}

function handleJobs(context: Context): void {
  const { dispatch, orgs, bulk, explainFor } = context;
  dispatch.request(startBulkExport, ({ file, format, csv, ...request }, signal) => {
    const statement = queryOf(filledStatement(context, request));
    const { schema } = orgs.get(request.org);
    const asked = { why: 'asked', threshold: 0 } as const;
    const target = { file, fileFormat: format, csv };
    return startExport(context, { ...asked, org: request.org, statement, schema, ...target }, signal);
  });
  dispatch.request(listJobs, async () => {
    const jobs = await bulk.call('jobs', {});
    return { jobs: jobs.map(job => toJobStatus(job, explainFor)) };
  });
  dispatch.request(actOnJob, async ({ id, action }) => {
    const job = await bulk.call(action, { id });
    return job ? { job: toJobStatus(job, explainFor) } : {};
  });
  dispatch.request(jobResults, ({ id }) => bulk.call('results', { id }));
}

function handleOrgJobs({ dispatch, bulk }: Context): void {
  dispatch.request(listOrgJobs, async ({ org }, signal) => ({ jobs: await bulk.call('orgJobs', { org }, signal) }));
  dispatch.request(describeOrgJob, async (job, signal) => ({ job: { ...(await bulk.call('orgJob', job, signal)) } }));
  dispatch.request(saveOrgJob, async (job, signal) => ({ files: await bulk.call('saveOrgJob', job, signal) }));
  dispatch.request(actOnOrgJob, ({ action, ...job }) =>
    bulk.call(action === 'abort' ? 'abortOrgJob' : 'deleteOrgJob', job),
  );
}
