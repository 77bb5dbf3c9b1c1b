import { empty, json, type Reply, text } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import type { RequestLog } from '../http/requestLog.ts';
import type { Params, Route } from '../http/router.ts';
import { sameSecret } from '../oauth/secrets.ts';
import type { TokenReply } from '../oauth/tokenReply.ts';
import type { Leases } from './leases.ts';

export type AdminRoute = Route<OrgRequest>;

export interface AdminContext {
  readonly adminToken: string;
  readonly leases: Leases;
  readonly log: RequestLog;
  readonly issueTokens: (withRefresh: boolean) => Promise<TokenReply>;
  readonly expireAccessTokens: () => void;
  readonly stop: () => void;
  /** Of other parts of the org; they get the same guard. */
  readonly more: readonly AdminRoute[];
}

/** Endpoints that no real org has, for the program that started this one. They ask for the admin token. */
export function adminRoutes(context: AdminContext): readonly AdminRoute[] {
  return [...ownRoutes(context), ...context.more].map(({ handle, ...route }) => ({
    ...route,
    handle: (request: OrgRequest, params: Params): Reply | Promise<Reply> =>
      isAdmin(context, request) ? handle(request, params) : text(401, 'This endpoint needs the admin token'),
  }));
}

function ownRoutes(context: AdminContext): readonly AdminRoute[] {
  return [
    {
      method: 'GET',
      pattern: '/local-org/lease',
      handle: () => ({
        status: 200,
        body: { kind: 'open', start: connection => context.leases.open(connection) },
      }),
    },
    {
      method: 'POST',
      pattern: '/local-org/token',
      handle: async ({ query }) => json(200, await context.issueTokens(query.get('refresh') === 'true')),
    },
    { method: 'GET', pattern: '/local-org/log', handle: () => json(200, context.log.entries()) },
    {
      method: 'POST',
      pattern: '/local-org/expire-tokens',
      handle() {
        context.expireAccessTokens();
        return empty(204);
      },
    },
    {
      method: 'POST',
      pattern: '/local-org/stop',
      handle() {
        // After this answer is on its way.
        setImmediate(context.stop);
        return empty(204, { connection: 'close' });
      },
    },
  ];
}

function isAdmin(context: AdminContext, request: OrgRequest): boolean {
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return token !== undefined && sameSecret(token, context.adminToken);
}
