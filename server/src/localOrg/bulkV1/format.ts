import type { ContentType } from '../bulk/job.ts';
import { ApiError } from '../errors.ts';
import type { Reply } from '../http/reply.ts';
import { json } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import { childText, element, parseXml, textElement, xmlDeclaration } from '../xml/xml.ts';

/** How jobs, batches and errors are told. */
export type InfoFormat = 'xml' | 'json';

/** Names and values, in the order that XML has. Null: XML leaves it out. */
export type Info = Readonly<Record<string, string | number | null>>;

const namespace = 'xmlns="http://www.force.com/2009/06/asyncapi/dataload"';

/** As the request is written, or wants its answer; where it says nothing, as the records of its job are. */
export function infoFormat({ headers }: OrgRequest, contentType: ContentType = 'CSV'): InfoFormat {
  const said = `${headers['content-type'] ?? ''} ${headers.accept ?? ''}`.toLowerCase();
  if (said.includes('json')) return 'json';
  return contentType === 'JSON' && !/xml|csv/.test(said) ? 'json' : 'xml';
}

/** The members of a body in that format, which have texts. Throws an ApiError 400 for what is no such body. */
export function readInfo(body: string, format: InfoFormat): (name: string) => string | undefined {
  if (format === 'xml') {
    const root = parseXml(body);
    return name => childText(root, name);
  }
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null) {
    throw new ApiError(400, 'INVALIDJOB', 'Unable to parse Job');
  }
  const members: Readonly<Record<string, unknown>> = { ...value };
  return name => {
    const member = members[name];
    return member === undefined || typeof member === 'object' ? undefined : String(member);
  };
}

export function infoReply(status: number, format: InfoFormat, root: string, info: Info): Reply {
  return format === 'json' ? json(status, jsonInfo(info)) : xmlReply(status, root, xmlMembers(info));
}

/** @param list the name of the list, `item` that of each of its elements; JSON has the latter inside of the list's name */
export function infoListReply(format: InfoFormat, list: string, item: string, infos: readonly Info[]): Reply {
  if (format === 'json') return json(200, { [item]: infos.map(jsonInfo) });
  return xmlReply(
    200,
    list,
    infos.map(info => element(item, xmlMembers(info))),
  );
}

export function xmlReply(status: number, root: string, content: readonly string[]): Reply {
  const text = `${xmlDeclaration}${element(root, content, namespace)}`;
  return { status, body: { kind: 'text', contentType: 'application/xml', text } };
}

function xmlMembers(info: Info): readonly string[] {
  return Object.entries(info).flatMap(([name, value]) => (value === null ? [] : [textElement(name, value)]));
}

/** In alphabetical order, and with dates as REST has them. */
function jsonInfo(info: Info): Info {
  const members = Object.entries(info).map(([name, value]): [string, Info[string]] => {
    if (name === 'apiVersion') return [name, Number(value)];
    return [name, isDate(name) && typeof value === 'string' ? value.replace('Z', '+0000') : value];
  });
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isDate(name: string): boolean {
  return name === 'createdDate' || name === 'systemModstamp';
}
