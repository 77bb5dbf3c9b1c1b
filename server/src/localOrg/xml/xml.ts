import { DOMParser } from '@xmldom/xmldom';
import { ApiError } from '../errors.ts';

/** An element, without comments and with its text joined. */
export interface XmlElement {
  /** Without its prefix: clients choose their own. */
  readonly name: string;
  /** By name without prefix. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const deepest = 64;

/**
 * Reads a document. Document types are refused: entities could blow a few bytes up to gigabytes.
 * @throws ApiError 400 INVALID_XML
 */
export function parseXml(source: string): XmlElement {
  if (/<!DOCTYPE/i.test(source)) throw invalidXml('a document type is not allowed');
  let root: DomElement | null;
  try {
    const parser = new DOMParser({
      onError: (_level, message) => {
        throw new Error(message);
      },
    });
    root = parser.parseFromString(source.trim(), 'text/xml').documentElement as DomElement | null;
  } catch (error) {
    throw invalidXml(error instanceof Error ? (error.message.split('\n')[0] ?? '') : '');
  }
  if (root === null) throw invalidXml('there is no element');
  return elementOf(root, 0);
}

/** The first child of that name. */
export function childOf({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find(child => child.name === name);
}

/** The text of the first child of that name. */
export function childText(element: XmlElement, name: string): string | undefined {
  return childOf(element, name)?.text;
}

/** `<name>text</name>`; null is `xsi:nil`. `attributes` stand as they are. */
export function textElement(name: string, text: string | number | boolean | null, attributes = ''): string {
  if (text === null) return `<${name} xsi:nil="true"/>`;
  return `<${name}${attributes === '' ? '' : ` ${attributes}`}>${escapeXml(String(text))}</${name}>`;
}

/** `content` is XML already. */
export function element(name: string, content: readonly string[], attributes = ''): string {
  return `<${name}${attributes === '' ? '' : ` ${attributes}`}>${content.join('')}</${name}>`;
}

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>';

/** What XML 1.0 cannot hold at all, such as most control characters, becomes a replacement character. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}

/** What is used of the DOM: its types belong to browsers. */
interface DomElement {
  readonly nodeType: number;
  readonly localName: string | null;
  readonly nodeValue: string | null;
  readonly childNodes: Iterable<DomElement>;
  readonly attributes: Iterable<{ readonly localName: string | null; readonly value: string }>;
}

const elementNode = 1;
const textNodes = [3, 4];

function elementOf(node: DomElement, depth: number): XmlElement {
  if (depth > deepest) throw invalidXml('elements are nested too deeply');
  const children: XmlElement[] = [];
  let text = '';
  for (const child of node.childNodes) {
    if (child.nodeType === elementNode) children.push(elementOf(child, depth + 1));
    else if (textNodes.includes(child.nodeType)) text += child.nodeValue ?? '';
  }
  const attributes = [...node.attributes].map(({ localName, value }) => [localName ?? '', value]);
  return { name: node.localName ?? '', attributes: Object.fromEntries(attributes), children, text };
}

function invalidXml(reason: string): ApiError {
  return new ApiError(400, 'INVALID_XML', `Unable to parse XML: ${reason}`);
}
