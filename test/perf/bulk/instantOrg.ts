// A process that answers Bulk API 2.0 at once, so that only the client's work counts: it throws uploads away, and gives
// the rows of the file in its first argument for every query.
import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const [, , file = ''] = process.argv;
const size = statSync(file).size;
let jobs = 0;

const server = createServer((request, response) => {
  if (request.method === 'PUT' || request.method === 'POST' || request.method === 'PATCH') {
    request.resume().on('end', () => answer(request, response));
  } else answer(request, response);
});

function answer({ method, url = '' }: IncomingMessage, response: ServerResponse): void {
  const json = (body: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  const id = /(750\w{15})/.exec(url)?.[1] ?? `750${String(++jobs).padStart(15, '0')}`;
  if (method === 'PUT') response.writeHead(201).end();
  else if (url.includes('resultPages'))
    json({ resultPages: [{ resultUrl: `${url.replace('resultPages', 'results')}?locator=0` }], done: true });
  else if (/results/i.test(url)) {
    response.writeHead(200, { 'content-type': 'text/csv', 'content-length': size, 'sforce-locator': 'null' });
    createReadStream(file, { highWaterMark: 1 << 20 }).pipe(response);
  } else {
    const state = method === 'POST' && url.includes('ingest') ? 'Open' : 'JobComplete';
    const counts = { numberRecordsProcessed: url.includes('query') ? 1 : 0, numberRecordsFailed: 0 };
    json({ id, state, operation: 'insert', object: 'Account', createdById: '', createdDate: '', ...counts });
  }
}

server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
