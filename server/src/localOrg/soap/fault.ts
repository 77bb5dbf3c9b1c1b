import type { ApiError } from '../errors.ts';
import type { Reply } from '../http/reply.ts';
import { element, textElement, xmlDeclaration } from '../xml/xml.ts';

// Faults are elements of types of their own: clients with generated code tell by them what is wrong.
// https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm

/** The types of faults that say more than that something was not expected. */
const types: ReadonlyMap<string, string> = new Map([
  ['INVALID_LOGIN', 'LoginFault'],
  ['INVALID_FIELD', 'InvalidFieldFault'],
  ['INVALID_TYPE', 'InvalidSObjectFault'],
  ['INVALID_QUERY_LOCATOR', 'InvalidQueryLocatorFault'],
  ['MALFORMED_ID', 'InvalidIdFault'],
  ['MALFORMED_QUERY', 'MalformedQueryFault'],
  ['MALFORMED_SEARCH', 'MalformedSearchFault'],
]);

/** Of these, the place in the query is told. */
const queryFaults = new Set([
  'InvalidFieldFault',
  'InvalidSObjectFault',
  'MalformedQueryFault',
  'MalformedSearchFault',
]);

const partnerFaults = 'urn:fault.partner.soap.sforce.com';

/** A fault has the status 500, whatever is wrong. `namespace` is the one of the API's faults. */
export function soapFault(
  { errorCode, message }: Pick<ApiError, 'errorCode' | 'message'>,
  namespace = partnerFaults,
): Reply {
  const type = types.get(errorCode) ?? 'UnexpectedErrorFault';
  const [, row = '-1', column = '-1'] = /ERROR at Row:(\d+):Column:(\d+)/.exec(message) ?? [];
  const place = queryFaults.has(type) ? [textElement('sf:row', row), textElement('sf:column', column)] : [];
  const content = [textElement('sf:exceptionCode', errorCode), textElement('sf:exceptionMessage', message), ...place];
  const fault = element('soapenv:Fault', [
    textElement('faultcode', `sf:${errorCode}`),
    textElement('faultstring', `${errorCode}: ${message}`),
    element('detail', [element(`sf:${type}`, content, `xsi:type="sf:${type}"`)]),
  ]);
  const namespaces = [
    'xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"',
    `xmlns:sf="${namespace}"`,
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  ];
  const body = element('soapenv:Body', [fault]);
  const text = `${xmlDeclaration}${element('soapenv:Envelope', [body], namespaces.join(' '))}`;
  return { status: 500, body: { kind: 'text', contentType: 'text/xml;charset=UTF-8', text } };
}
