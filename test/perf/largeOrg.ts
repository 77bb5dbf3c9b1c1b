// An org of any size, made up: object 0 has 800 fields, the others 40.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
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

export interface LargeOrg {
  readonly origin: string;
  readonly accessToken: string;
  stop(): void;
}

/** Answers the list of the objects and the description of each. */
export async function serveLargeOrg(count: number): Promise<LargeOrg> {
  const answerTo = (url: string): object => {
    const [, name] = /\/sobjects\/(\w+)\/describe$/.exec(url) ?? [];
    if (name) return describeOf(name);
    return url.endsWith('/sobjects') ? { sobjects: objectsOf(count) } : [{ version: '67.0' }];
  };
  const server = http.createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.setHeader('last-modified', 'Thu, 01 Jan 2026 00:00:00 GMT');
    response.end(JSON.stringify(answerTo(request.url ?? '')));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    accessToken: '00D000000000001!bench',
    stop: () => void server.close(),
  };
}
