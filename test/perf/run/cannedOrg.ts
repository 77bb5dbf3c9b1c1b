// A process of its own: answers a query with canned pages of 20 columns, so that the org's own work does not count.
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export const PAGE_ROWS = 2000;
/** Different pages; after these they come again. */
const PAGES = 25;

const userId = '005000000000001AAA';
const organizationId = '00D000000000001AAA';

const FIELDS = 20;
const longText =
  'of a description that goes on for longer than what one sorts by, and then some more of it, and then some';
const VERSION = 'v67.0';
const [rows = 0] = process.argv.slice(2).map(Number);
const pageCount = Math.ceil(rows / PAGE_ROWS);
const pages = Array.from({ length: PAGES }, (_, page) => recordsOf(page));

if (rows > 0) serve();

function recordsOf(page: number): Buffer {
  const records = Array.from({ length: PAGE_ROWS }, (_, row) => recordOf(page * PAGE_ROWS + row));
  return Buffer.from(`${JSON.stringify(records)}}`);
}

function recordOf(index: number): object {
  const id = `a00${String(index).padStart(12, '0')}AAA`;
  const scattered = (index * 7_919) % 1_000_003;
  const fields = Array.from({ length: FIELDS - 3 }, (_, field) => [`Field_${field}__c`, plainValue(field, scattered)]);
  return {
    attributes: { type: 'Big__c', url: `/services/data/${VERSION}/sobjects/Big__c/${id}` },
    Id: id,
    Name: `Name ${scattered}`,
    Owner: {
      attributes: { type: 'User', url: `/services/data/${VERSION}/sobjects/User/005` },
      Name: `User ${index % 50}`,
    },
    ...Object.fromEntries(fields),
  };
}

function plainValue(field: number, scattered: number): unknown {
  if (field === FIELDS - 4) return `${scattered} ${longText}`;
  if (field % 5 === 0) return scattered / 4;
  if (field % 5 === 1) return scattered % 2 === 0;
  if (field % 5 === 2) return `2026-0${1 + (scattered % 9)}-10T10:00:00.000+0000`;
  return scattered % 7 === 0 ? null : `Value ${scattered % 1000} of a field`;
}

function serve(): void {
  let firstPageSentAt = 0;
  const server = http.createServer((request, response) => {
    const url = request.url ?? '';
    if (url === '/first-page') return void response.end(String(firstPageSentAt));
    const number = Number(/query\/page-(\d+)$/.exec(url)?.[1] ?? 0);
    response.setHeader('content-type', 'application/json;charset=UTF-8');
    if (!url.includes('/query') || url.includes('columns=true')) return void response.end(otherAnswer(url));
    const isLast = number === pageCount - 1;
    const next = isLast ? '' : `,"nextRecordsUrl":"/services/data/${VERSION}/query/page-${number + 1}"`;
    response.write(`{"totalSize":${rows},"done":${isLast}${next},"records":`);
    response.end(pages[number % PAGES], () => {
      if (number === 0) firstPageSentAt = performance.timeOrigin + performance.now();
    });
  });
  server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
}

/** Besides, the Salesforce CLI asks who is signed in, and for the columns of the query. */
function otherAnswer(url: string): string {
  if (url.endsWith('/sobjects')) return JSON.stringify({ sobjects: [] });
  if (url.endsWith('/userinfo')) return JSON.stringify({ user_id: userId, organization_id: organizationId });
  if (url.includes('/sobjects/User/')) return JSON.stringify({ Id: userId, Username: 'bench@example.com' });
  if (url.includes('columns=true')) return JSON.stringify({ columnMetadata: columnMetadata() });
  return JSON.stringify([{ version: VERSION.slice(1), label: 'Test', url: `/services/data/${VERSION}` }]);
}

function columnMetadata(): object[] {
  const column = (columnName: string, joinColumns: object[] = []) => ({ columnName, aggregate: false, joinColumns });
  const plain = Array.from({ length: FIELDS - 3 }, (_, field) => column(`Field_${field}__c`));
  return [column('Id'), column('Name'), column('Owner', [column('Name')]), ...plain];
}
