import { ApiError } from '../errors.ts';
import { readBody } from '../http/body.ts';
import type { Reply } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import { childOf, childText, element, parseXml, type XmlElement, xmlDeclaration } from '../xml/xml.ts';

// SOAP 1.1 as the partner API speaks it.
// https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_quickstart_intro.htm

/** What a client calls. */
export interface SoapCall {
  /** `query`, with its arguments as children. */
  readonly operation: XmlElement;
  readonly sessionId: string | undefined;
  /** Of the header `AllOrNoneHeader`. */
  readonly allOrNone: boolean;
  /** Of the header `QueryOptions`: how many rows a page should have, where the client says so. */
  readonly batchSize: number | undefined;
  /** Of the header `DuplicateRuleHeader`. */
  readonly duplicateRules: { readonly allowSave: boolean; readonly includeRecordDetails: boolean };
}

const largestCall = 50 * 1024 * 1024;
const namespaces = [
  'xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"',
  'xmlns="urn:partner.soap.sforce.com"',
  'xmlns:sf="urn:sobject.partner.soap.sforce.com"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
].join(' ');

/** Throws an ApiError: 400 when there is no envelope with a call in it. */
export async function readCall(request: OrgRequest): Promise<SoapCall> {
  const envelope = parseXml((await readBody(request, largestCall)).toString('utf8'));
  const operation = childOf(envelope, 'Body')?.children[0];
  if (envelope.name !== 'Envelope' || operation === undefined) {
    throw new ApiError(400, 'INVALID_XML', 'No operation found in the body of the SOAP envelope');
  }
  const header = childOf(envelope, 'Header');
  const optionOf = (name: string, option: string): string | undefined => {
    const found = header && childOf(header, name);
    return found && childText(found, option)?.trim();
  };
  const isSet = (name: string, option: string): boolean => optionOf(name, option) === 'true';
  const batchSize = optionOf('QueryOptions', 'batchSize') ?? '';
  return {
    operation,
    sessionId: optionOf('SessionHeader', 'sessionId'),
    allOrNone: isSet('AllOrNoneHeader', 'allOrNone'),
    batchSize: /^\d{1,6}$/.test(batchSize) ? Number(batchSize) : undefined,
    duplicateRules: {
      allowSave: isSet('DuplicateRuleHeader', 'allowSave'),
      includeRecordDetails: isSet('DuplicateRuleHeader', 'includeRecordDetails'),
    },
  };
}

/** `results`: the elements inside of `<queryResponse>`. */
export function soapReply(operation: string, results: readonly string[]): Reply {
  const body = element('soapenv:Body', [element(`${operation}Response`, results)]);
  const text = `${xmlDeclaration}${element('soapenv:Envelope', [body], namespaces)}`;
  return { status: 200, body: { kind: 'text', contentType: 'text/xml;charset=UTF-8', text } };
}
