// An org of any size, made up: object 0 has 800 fields, the others 40.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type {
  DescribeField,
  DescribeGlobalSObject,
  DescribeSObject,
} from '../../server/src/salesforce/rest/describe.ts';
import { field } from '../harness/describeField.ts';

export const WIDE = 'Object_0__c';
const TYPES = ['string', 'double', 'boolean', 'date', 'datetime', 'picklist', 'currency', 'int'];

export function objectsOf(count: number): DescribeGlobalSObject[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `Object_${index}__c`,
    label: `Object ${index}`,
    custom: true,
    queryable: true,
    createable: true,
    searchable: true,
    keyPrefix: null,
  }));
}

export function describeOf(name: string): DescribeSObject {
  const fields = Array.from({ length: name === WIDE ? 797 : 37 }, (_, index) =>
    fieldOf(`Field_${index}__c`, TYPES[index % TYPES.length]!),
  );
  const owner = { referenceTo: [WIDE], relationshipName: 'Parent__r' };
  return {
    name,
    label: name,
    labelPlural: name,
    custom: true,
    keyPrefix: null,
    queryable: true,
    fields: [
      fieldOf('Id', 'id'),
      fieldOf('Name', 'string'),
      { ...fieldOf('Parent__c', 'reference'), ...owner },
      ...fields,
    ],
    childRelationships: [{ relationshipName: 'Children__r', childSObject: name, field: 'Parent__c' }],
  };
}

function fieldOf(name: string, type: string): DescribeField {
  const values = ['New', 'Working', 'Closed'].map(value => ({ value, label: value, active: true }));
  const label = name.replaceAll('_', ' ');
  return field(name, { label, type, length: 255, picklistValues: type === 'picklist' ? values : [] });
}

const stamp = 'Thu, 01 Jan 2026 00:00:00 GMT';
const pageSize = 2000;

function pageOf(rows: number, page: number): object {
  const first = page * pageSize;
  const end = Math.min(rows, first + pageSize);
  const done = end >= rows;
  const records = Array.from({ length: end - first }, (_, index) => recordOf(first + index));
  const next = done ? {} : { nextRecordsUrl: `/services/data/v67.0/query/page-${page + 1}` };
  return { totalSize: rows, done, ...next, records };
}

/** Names in no order, as the rows of an org come. */
function recordOf(row: number): object {
  const attributes = { type: WIDE, url: `/services/data/v67.0/sobjects/${WIDE}/${row}` };
  const scattered = (row * 7919) % 1_000_003;
  return { attributes, Id: `a00${String(row).padStart(12, '0')}AAA`, Name: `Row ${scattered}`, Field_1__c: scattered };
}

export interface LargeOrg {
  readonly origin: string;
  readonly accessToken: string;
  stop(): void;
}

/** Answers the list of the objects, the description of each, and any query with `rows` rows of the first one. */
export async function serveLargeOrg(count: number, rows = 0): Promise<LargeOrg> {
  const answerTo = (url: string): object => {
    const [, page] = /\/query(?:\?|\/page-(\d+)$)/.exec(url) ?? [];
    if (url.includes('/query')) return pageOf(rows, Number(page ?? 0));
    const [, name] = /\/sobjects\/(\w+)\/describe$/.exec(url) ?? [];
    if (name) return describeOf(name);
    return url.endsWith('/sobjects') ? { sobjects: objectsOf(count) } : [{ version: '67.0' }];
  };
  const compositeOf = (body: string): object => {
    const { compositeRequest } = JSON.parse(body) as {
      compositeRequest: readonly { url: string; referenceId: string }[];
    };
    return {
      compositeResponse: compositeRequest.map(({ url, referenceId }) => ({
        body: answerTo(url),
        httpHeaders: { 'Last-Modified': stamp },
        httpStatusCode: 200,
        referenceId,
      })),
    };
  };
  const server = http.createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    response.setHeader('last-modified', stamp);
    const { url = '' } = request;
    const answer = url.endsWith('/composite') ? compositeOf(await text(request)) : answerTo(url);
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    accessToken: '00D000000000001!bench',
    stop: () => void server.close(),
  };
}
