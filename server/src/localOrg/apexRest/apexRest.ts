import type { AdminRoute } from '../admin/routes.ts';
import { requireSession } from '../api/session.ts';
import type { ApiUsage } from '../api/usage.ts';
import { ApiError } from '../errors.ts';
import { readBody, readJson } from '../http/body.ts';
import { empty, errorReply, json, type Reply } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import type { TokenStore } from '../oauth/tokenStore.ts';

/** What stands in for an Apex REST class: a test says what its methods answer, and reads what they were asked. */
export interface ApexRest {
  /** `/services/apexrest/...`, with a session. */
  readonly routes: readonly Route<OrgRequest>[];
  /** `/local-org/apexrest`. */
  readonly admin: readonly AdminRoute[];
}

interface Answer {
  readonly method: string;
  /** Below `/services/apexrest`, with a leading slash. */
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
}

const mostAsked = 100;
const largestBody = 6 * 1024 * 1024;
const prefix = '/services/apexrest';

/** Answers and requests live in memory. */
export function createApexRest({ tokens, usage }: { readonly tokens: TokenStore; readonly usage: ApiUsage }): ApexRest {
  const answers = new Map<string, Answer>();
  const asked: Asked[] = [];
  const answer = async (request: OrgRequest): Promise<Reply> => {
    requireSession(tokens, request);
    usage.count();
    const path = request.path.slice(prefix.length);
    const found = answers.get(`${request.method} ${path}`);
    if (found === undefined) return errorReply(noMatch(path));
    const body = (await readBody(request, largestBody)).toString('utf8');
    asked.push({ method: request.method, path, query: request.query.toString(), body });
    if (asked.length > mostAsked) asked.shift();
    return found.body === undefined ? empty(found.status) : json(found.status, found.body);
  };
  return {
    routes: [{ method: '*', pattern: `${prefix}/*`, handle: answer }],
    admin: [
      { method: 'GET', pattern: '/local-org/apexrest', handle: () => json(200, asked) },
      {
        method: 'PUT',
        pattern: '/local-org/apexrest',
        async handle(request) {
          const added = readAnswer(await readJson(request, largestBody));
          answers.set(`${added.method} ${added.path}`, added);
          return empty(204);
        },
      },
      {
        method: 'DELETE',
        pattern: '/local-org/apexrest',
        handle() {
          answers.clear();
          asked.length = 0;
          return empty(204);
        },
      },
    ],
  };
}

function readAnswer(given: unknown): Answer {
  const { method = 'GET', path, status = 200, body } = (given ?? {}) as Record<string, unknown>;
  const isStatus = typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599;
  if (typeof method !== 'string' || typeof path !== 'string' || !path.startsWith('/') || !isStatus) {
    const message = 'An answer has a method, a path that begins with /, a status from 200 to 599, and a body';
    throw new ApiError(400, 'INVALID_ANSWER', message);
  }
  return { method: method.toUpperCase(), path, status, body };
}

function noMatch(path: string): ApiError {
  return new ApiError(404, 'NOT_FOUND', `Could not find a match for URL ${path}`);
}
