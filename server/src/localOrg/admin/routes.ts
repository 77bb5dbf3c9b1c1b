import { empty, json, type Reply, text } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import type { RequestLog } from '../http/requestLog.ts';
import type { Route } from '../http/router.ts';
import { sameSecret } from '../oauth/secrets.ts';
import type { TokenReply } from '../oauth/tokenReply.ts';
import type { Leases } from './leases.ts';

export interface AdminContext {
  readonly adminToken: string;
  readonly leases: Leases;
  readonly log: RequestLog;
  readonly issueTokens: (withRefresh: boolean) => Promise<TokenReply>;
  readonly expireAccessTokens: () => void;
  readonly stop: () => void;
}

/** Endpoints that no real org has, for the program that started this one. They ask for the admin token. */
export function adminRoutes(context: AdminContext): readonly Route<OrgRequest>[] {
  const guarded =
    (handle: (request: OrgRequest) => Reply | Promise<Reply>) =>
    (request: OrgRequest): Reply | Promise<Reply> =>
      isAdmin(context, request) ? handle(request) : text(401, 'This endpoint needs the admin token');
  return [
    {
      method: 'GET',
      pattern: '/local-org/lease',
      handle: guarded(() => ({
        status: 200,
        body: { kind: 'open', start: connection => context.leases.open(connection) },
      })),
    },
    {
      method: 'POST',
      pattern: '/local-org/token',
      handle: guarded(async ({ query }) => json(200, await context.issueTokens(query.get('refresh') === 'true'))),
    },
    { method: 'GET', pattern: '/local-org/log', handle: guarded(() => json(200, context.log.entries())) },
    {
      method: 'POST',
      pattern: '/local-org/expire-tokens',
      handle: guarded(() => {
        context.expireAccessTokens();
        return empty(204);
      }),
    },
    {
      method: 'POST',
      pattern: '/local-org/stop',
      handle: guarded(() => {
        // After this answer is on its way.
        setImmediate(context.stop);
        return empty(204, { connection: 'close' });
      }),
    },
  ];
}

function isAdmin(context: AdminContext, request: OrgRequest): boolean {
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return token !== undefined && sameSecret(token, context.adminToken);
}
