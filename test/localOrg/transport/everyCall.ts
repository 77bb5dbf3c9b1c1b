// Every kind of call that we make to an org, each as it is made by the code that needs it.
import { text } from 'node:stream/consumers';
import {
  closeIngestJob,
  createIngestJob,
  readResults,
  uploadData,
} from '../../../server/src/salesforce/bulk/ingest.ts';
import { abortJob, type BulkOrg, deleteJob, getJob, listJobs } from '../../../server/src/salesforce/bulk/jobs.ts';
import { createQueryJob, readPage, resultPages } from '../../../server/src/salesforce/bulk/query.ts';
import { saveCollection } from '../../../server/src/salesforce/composite/collections.ts';
import { retrieveRecords } from '../../../server/src/salesforce/composite/retrieve.ts';
import { countRecords } from '../../../server/src/salesforce/rest/count.ts';
import { describeGlobal, describeSObject } from '../../../server/src/salesforce/rest/describe.ts';
import { describeMany } from '../../../server/src/salesforce/rest/describeMany.ts';
import { explainQuery } from '../../../server/src/salesforce/rest/explain.ts';
import { fetchLimits } from '../../../server/src/salesforce/rest/limits.ts';
import { queryPage, queryPath } from '../../../server/src/salesforce/rest/query.ts';
import { deleteRecord, readRecord } from '../../../server/src/salesforce/rest/records.ts';
import { apiFolder, newestVersion } from '../../../server/src/salesforce/rest/versions.ts';
import { jsonOf, type StreamedAnswer } from '../../../server/src/salesforce/transport/answer.ts';
import type { Transport } from '../../../server/src/salesforce/transport/transport.ts';

/** What the calls are about, made afresh for each. */
export interface Things {
  /** Of an Account that may be changed. */
  readonly record: string;
  /** Of ingest jobs: open without data, open with them, and aborted. */
  readonly emptyJob: string;
  readonly filledJob: string;
  readonly abortedJob: string;
  /** Of jobs that have ended. */
  readonly ended: EndedThings;
}

/** What reading does not change. */
export interface EndedThings {
  readonly ingestJob: string;
  readonly queryJob: string;
  readonly nextPage: string;
}

export type Call = (transport: Transport, things: Things, signal: AbortSignal) => Promise<unknown>;

const VERSION = '67.0';
const FOLDER = apiFolder(VERSION, 'rest');
const JSON_HEADERS = { 'content-type': 'application/json' };
const LONG = `SELECT Id FROM Account WHERE Name = '${'é'.repeat(3000)}'`;
const CSV = 'Name\nMade once\n';
const ROW = { attributes: { type: 'Account' }, Name: 'Made once' };

const bulk = (transport: Transport): BulkOrg => ({ transport, apiVersion: VERSION });
const ingest = { object: 'Account', operation: 'insert', columnDelimiter: 'COMMA', lineEnding: 'LF' } as const;
const csv = { size: CSV.length, bytes: () => [Buffer.from(CSV)].values() as unknown as AsyncIterable<Uint8Array> };
const pageAt = async (transport: Transport, path: string, signal: AbortSignal): Promise<unknown> =>
  JSON.parse((await queryPage(transport, path, signal)).toString());
const allOf = ({ body }: StreamedAnswer) => text(body);

/** They may happen twice. */
export const reads: Readonly<Record<string, Call>> = {
  versions: (transport, _things, signal) => newestVersion(transport, signal),
  'list of objects': transport => describeGlobal(transport, FOLDER),
  describe: transport => describeSObject(transport, FOLDER, 'Account'),
  describes: transport => describeMany(transport, FOLDER, [{ name: 'Account' }, { name: 'Contact' }]),
  query: (transport, _things, signal) => pageAt(transport, queryPath(VERSION, 'SELECT Id FROM Account'), signal),
  'query of deleted ones too': (transport, _things, signal) =>
    pageAt(transport, queryPath(VERSION, 'SELECT Id FROM Account', 'queryAll'), signal),
  'next page': (transport, { ended }, signal) => pageAt(transport, ended.nextPage, signal),
  'query that is too long for a URL': (transport, _things, signal) =>
    pageAt(transport, queryPath(VERSION, LONG), signal),
  search: (transport, _things, signal) =>
    pageAt(transport, queryPath(VERSION, 'FIND {Acme} RETURNING Account(Id)', 'search'), signal),
  'tooling query': (transport, _things, signal) =>
    pageAt(transport, queryPath(VERSION, 'SELECT Id FROM ApexClass', 'tooling'), signal),
  count: (transport, _things, signal) => countRecords(transport, VERSION, 'Account', signal),
  explain: (transport, _things, signal) =>
    explainQuery(transport, VERSION, 'SELECT Id FROM Account', { tooling: false, signal }),
  limits: transport => fetchLimits(transport, VERSION),
  record: (transport, { record }, signal) => readRecord(transport, VERSION, 'Account', record, signal),
  records: (transport, { record }, signal) =>
    retrieveRecords(transport, VERSION, 'Account', { ids: [record], fields: ['Name'] }, signal),
  'bulk job': (transport, { ended }, signal) => getJob(bulk(transport), 'ingest', ended.ingestJob, signal),
  'bulk jobs': (transport, _things, signal) => listJobs(bulk(transport), 'query', 1, signal),
  'pages of a bulk query': (transport, { ended }, signal) =>
    resultPages(bulk(transport), ended.queryJob, undefined, signal),
};

/** They must not. */
export const writes: Readonly<Record<string, Call>> = {
  create: async (transport, _things, signal) => {
    const body = JSON.stringify({ Name: 'Made once' });
    const path = `${FOLDER}/sobjects/Account`;
    return jsonOf(await transport.request({ path, method: 'POST', headers: JSON_HEADERS, body, signal }));
  },
  'create in a composite': async (transport, _things, signal) => {
    const url = `${FOLDER}/sobjects/Account`;
    const part = { method: 'POST', url, referenceId: 'a', body: { Name: 'Made once' } };
    const body = JSON.stringify({ allOrNone: true, compositeRequest: [part] });
    const path = `${FOLDER}/composite`;
    return jsonOf(await transport.request({ path, method: 'POST', headers: JSON_HEADERS, body, signal }));
  },
  'collection of new ones': (transport, _things, signal) =>
    saveCollection(bulk(transport), { operation: 'insert', records: [ROW] }, signal),
  'collection of changes': (transport, { record }, signal) =>
    saveCollection(bulk(transport), { operation: 'update', records: [{ ...ROW, Id: record, Name: 'B' }] }, signal),
  'collection of upserts': (transport, { record }, signal) => {
    const call = { operation: 'upsert', object: 'Account', field: 'Id', records: [{ ...ROW, Id: record }] } as const;
    return saveCollection(bulk(transport), call, signal);
  },
  'collection of deletions': (transport, { record }, signal) =>
    saveCollection(bulk(transport), { operation: 'delete', ids: [record] }, signal),
  deletion: (transport, { record }) => deleteRecord(transport, VERSION, 'Account', record),
  'new bulk load': (transport, _things, signal) => createIngestJob(bulk(transport), ingest, signal),
  'upload of its data': (transport, { emptyJob }, signal) => uploadData(bulk(transport), emptyJob, csv, signal),
  'close of its data': (transport, { filledJob }, signal) => closeIngestJob(bulk(transport), filledJob, signal),
  'abort of a bulk load': (transport, { emptyJob }, signal) => abortJob(bulk(transport), 'ingest', emptyJob, signal),
  'deletion of a bulk load': (transport, { abortedJob }, signal) =>
    deleteJob(bulk(transport), 'ingest', abortedJob, signal),
  'new bulk query': (transport, _things, signal) =>
    createQueryJob(bulk(transport), { operation: 'query', query: 'SELECT Id FROM Account' }, signal),
};

/** What is read as it comes is not asked for again by itself: who reads it has to begin anew. */
export const streams: Readonly<Record<string, Call>> = {
  'results of a bulk load': (transport, { ended }, signal) =>
    readResults(bulk(transport), ended.ingestJob, 'successfulResults', allOf, signal),
  'page of a bulk query': (transport, { ended }, signal) =>
    readPage(bulk(transport), `${FOLDER}/jobs/query/${ended.queryJob}/results`, allOf, signal),
};

export async function makeEndedThings(transport: Transport, isEnded: (job: string) => Promise<void>) {
  const org = bulk(transport);
  const signal = new AbortController().signal;
  const ingestJob = await filledJob(org);
  await closeIngestJob(org, ingestJob);
  const queryJob = (await createQueryJob(org, { operation: 'query', query: 'SELECT Id, Name FROM Account' })).id;
  await Promise.all([isEnded(`ingest/${ingestJob}`), isEnded(`query/${queryJob}`)]);
  const first = await pageAt(transport, queryPath(VERSION, 'SELECT Id FROM BigTable__c'), signal);
  return { ingestJob, queryJob, nextPage: (first as { nextRecordsUrl: string }).nextRecordsUrl };
}

export async function makeThings(transport: Transport, ended: EndedThings): Promise<Things> {
  const org = bulk(transport);
  const record = { attributes: { type: 'Account' }, Name: 'To be changed' };
  const [[saved], emptyJob, filled, aborted] = await Promise.all([
    saveCollection(org, { operation: 'insert', records: [record] }),
    createIngestJob(org, ingest),
    filledJob(org),
    createIngestJob(org, ingest),
  ]);
  await abortJob(org, 'ingest', aborted.id);
  return { record: saved?.id ?? '', emptyJob: emptyJob.id, filledJob: filled, abortedJob: aborted.id, ended };
}

async function filledJob(org: BulkOrg): Promise<string> {
  const { id } = await createIngestJob(org, { ...ingest, object: 'Contact' });
  const bytes = Buffer.from('LastName\nMade once\n');
  await uploadData(org, id, {
    size: bytes.length,
    bytes: async function* () {
      yield bytes;
    },
  });
  return id;
}
