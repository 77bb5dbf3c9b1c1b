// SOAP 1.1 as the partner API speaks it.
// https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_quickstart_intro.htm
import { type ErrorAnswer, errorFromAnswer, SalesforceError } from '../errors.ts';
import { type Answer, badAnswer } from '../transport/answer.ts';
import type { Transport } from '../transport/transport.ts';

/** What is used of the DOM. */
interface XmlNode {
  readonly localName: string | null;
  readonly textContent: string | null;
  readonly childNodes: Iterable<XmlNode>;
}

/** An element of an answer. */
export interface XmlElement {
  /** Those directly below it, by name without prefix. */
  children(name: string): readonly XmlElement[];
  /** The text of the first child of that name; empty where there is none. */
  text(name: string): string;
}

/**
 * Calls an operation and returns the element of its response. `content` is XML already. The session goes inside of the
 * envelope: SOAP knows no Authorization header. Never sent twice by itself, except with another session where the first
 * was over. Throws what a fault says under its own code, and BAD_ANSWER.
 */
export async function callSoap(
  { transport, apiVersion }: { readonly transport: Transport; readonly apiVersion: string },
  operation: string,
  content: readonly string[],
): Promise<XmlElement> {
  const { DOMParser } = await import('./xmldom.ts');
  const bodyOf = ({ body }: Pick<Answer, 'body'>): XmlElement | undefined => {
    const parser = new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') throw new Error(message);
      },
    });
    const root: XmlNode | null = parser.parseFromString(body.toString('utf8').trim(), 'text/xml').documentElement;
    return root?.localName === 'Envelope' ? elementOf(root).children('Body')[0] : undefined;
  };
  const answer = await transport.request({
    method: 'POST',
    path: `/services/Soap/u/${apiVersion}`,
    headers: { accept: 'text/xml', 'content-type': 'text/xml; charset=UTF-8', soapaction: '""' },
    body: accessToken => envelope(accessToken, `<${operation}>${content.join('')}</${operation}>`),
    readError: failed => faultIn(failed, bodyOf) ?? errorFromAnswer(failed),
  });
  const response = unlessBroken(() => bodyOf(answer))?.children(`${operation}Response`)[0];
  if (response) return response;
  throw badAnswer(`The answer has no ${operation}Response.`, answer);
}

/** `<name>text</name>`. What XML cannot hold at all, such as most control characters, becomes a replacement character. */
export function textElement(name: string, text: string): string {
  const valid = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
  return `<${name}>${valid.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`)}</${name}>`;
}

function envelope(sessionId: string, body: string): string {
  const spaces = 'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com"';
  const header = `<SessionHeader>${textElement('sessionId', sessionId)}</SessionHeader>`;
  return `<?xml version="1.0" encoding="UTF-8"?><s:Envelope ${spaces}><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

/** `sf:CODE`, and a text that repeats the code. Undefined where the answer is no fault, but a page of some proxy. */
function faultIn(
  answer: ErrorAnswer,
  bodyOf: (answer: ErrorAnswer) => XmlElement | undefined,
): SalesforceError | undefined {
  const fault = unlessBroken(() => bodyOf(answer))?.children('Fault')[0];
  const code = /^\w+:([A-Z][A-Z_]+)$/.exec(fault?.text('faultcode').trim() ?? '')?.[1];
  if (!fault || code === undefined) return undefined;
  const said = fault.text('faultstring').trim();
  const message = said.startsWith(`${code}: `) ? said.slice(code.length + 2) : said;
  return new SalesforceError({ code, status: answer.status, message, requestId: answer.requestId });
}

function elementOf({ childNodes }: XmlNode): XmlElement {
  const named = (name: string) => [...childNodes].filter(({ localName }) => localName === name);
  return {
    children: name => named(name).map(elementOf),
    text: name => named(name)[0]?.textContent ?? '',
  };
}

function unlessBroken<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
