import { ApiError } from '../../errors.ts';
import { isObject } from '../collections/body.ts';
import type { Node } from './nodes.ts';

/**
 * Reads a list of nodes. Throws an ApiError 400 when one of them is malformed: such a request runs none of them.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/requests_composite.htm
 */
export function readNodes(list: unknown): readonly Node[] {
  if (!Array.isArray(list) || list.length === 0) {
    throw new ApiError(400, 'JSON_PARSER_ERROR', 'compositeRequest must be a list with at least one subrequest');
  }
  const nodes = list.map(readNode);
  const ids = nodes.map(({ referenceId }) => referenceId);
  if (new Set(ids).size < ids.length) throw invalid('Duplicate ReferenceId provided in the request.');
  return nodes;
}

function readNode(value: unknown): Node {
  const { method, url, referenceId, body, httpHeaders = {} } = isObject(value) ? value : {};
  if (typeof method !== 'string' || typeof url !== 'string' || typeof referenceId !== 'string') {
    throw new ApiError(400, 'JSON_PARSER_ERROR', 'A subrequest must have the texts method, url and referenceId');
  }
  if (!/^[A-Za-z0-9]\w*$/.test(referenceId)) {
    const rule =
      "must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').";
    throw invalid(`Provided referenceId ('${referenceId}') ${rule}`);
  }
  return { method: method.toUpperCase(), url, referenceId, body, httpHeaders: readHeaders(httpHeaders) };
}

const forbidden = new Set(['accept', 'authorization', 'content-type']);

function readHeaders(value: unknown): Readonly<Record<string, string>> {
  if (!isObject(value) || !Object.values(value).every(header => typeof header === 'string')) {
    throw new ApiError(400, 'JSON_PARSER_ERROR', 'httpHeaders must be a JSON object of texts');
  }
  const name = Object.keys(value).find(header => forbidden.has(header.toLowerCase()));
  if (name !== undefined) throw invalid(`A subrequest cannot have the header ${name}`);
  return value as Record<string, string>;
}

function invalid(message: string): ApiError {
  return new ApiError(400, 'INVALID_INPUT', message);
}
