// A process that answers Bulk API 2.0 at once, so that only the client's work counts: it throws uploads away, and gives
// the rows of the file in its first argument for every query. With a second argument, a file with results of as many rows
// as the third one says, jobs have these results; without one they have none. It is as much of an org as the Salesforce CLI
// wants to sign in to.
import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const [, , queryFile = '', resultsFile, rows = '0'] = process.argv;
let jobs = 0;

const others: readonly (readonly [RegExp, unknown])[] = [
  [/\/userinfo/, { user_id: '005000000000001AAA', organization_id: '00D000000000001AAA' }],
  [/\/sobjects\/User\//, { Username: 'bench@workbench.example' }],
  [/\/services\/data\/?$/, [{ version: '67.0', url: '/services/data/v67.0', label: 'Bench' }]],
  [/Organization/, { totalSize: 1, done: true, records: [{ Name: 'Bench', InstanceName: 'CS1' }] }],
  [/\/query/, { totalSize: 0, done: true, records: [] }],
];

const server = createServer((request, response) => {
  if (request.method === 'PUT' || request.method === 'POST' || request.method === 'PATCH') {
    request.resume().on('end', () => answer(request, response));
  } else answer(request, response);
});

function answer({ method, url = '' }: IncomingMessage, response: ServerResponse): void {
  const json = (body: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  if (!url.includes('/jobs/') && !/^\/(x|results)$/.test(url)) {
    json(others.find(([path]) => path.test(url))?.[1] ?? {});
  } else if (method === 'PUT') response.writeHead(201).end();
  else if (url.includes('resultPages'))
    json({ resultPages: [{ resultUrl: `${url.replace('resultPages', 'results')}?locator=0` }], done: true });
  else if (/failedResults|unprocessedrecords/.test(url)) response.writeHead(200, csv).end();
  else if (/results/i.test(url)) give(url.includes('successfulResults') ? resultsFile! : queryFile, response);
  else json(jobOf(method, url));
}

const csv = { 'content-type': 'text/csv' };

function give(file: string, response: ServerResponse): void {
  response.writeHead(200, { ...csv, 'content-length': statSync(file).size, 'sforce-locator': 'null' });
  createReadStream(file, { highWaterMark: 1 << 20 }).pipe(response);
}

function jobOf(method: string | undefined, url: string): object {
  const isQuery = url.includes('/query');
  const id = /(750\w{15})/.exec(url)?.[1] ?? `750${String(++jobs).padStart(15, '0')}`;
  const state = method === 'POST' && !isQuery ? 'Open' : 'JobComplete';
  const numberRecordsProcessed = isQuery ? 1 : Number(rows);
  const counts = { numberRecordsProcessed, numberRecordsFailed: 0 };
  return { id, state, operation: 'insert', object: 'Account', createdById: '', createdDate: '', ...counts };
}

server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
