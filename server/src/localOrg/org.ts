import type { Server } from 'node:http';
import { createLeases } from './admin/leases.ts';
import { listen } from './admin/listen.ts';
import { adminRoutes } from './admin/routes.ts';
import { openSettings } from './admin/settings.ts';
import type { ConnectionInfo } from './admin/stateFolder.ts';
import { type ApiGate, dispatchApi } from './api/dispatch.ts';
import { createLocators } from './api/locators.ts';
import { type ApiContext, apiRoutes } from './api/routes.ts';
import { openApiUsage } from './api/usage.ts';
import { listVersions } from './api/versions.ts';
import { errorReply, json, methodNotAllowed, notFound, type Reply } from './http/reply.ts';
import type { OrgRequest } from './http/request.ts';
import { type LogEntry, openRequestLog } from './http/requestLog.ts';
import { match, type Route } from './http/router.ts';
import { createOrgServer } from './http/server.ts';
import { createAuthorizations } from './oauth/authorizations.ts';
import type { OAuthContext } from './oauth/context.ts';
import { identityUrl } from './oauth/identity.ts';
import { openSigningKey } from './oauth/openId.ts';
import { readIdentity } from './oauth/readIdentity.ts';
import { oauthRoutes } from './oauth/routes.ts';
import { randomToken } from './oauth/secrets.ts';
import { issueTokens, type TokenReply } from './oauth/tokenReply.ts';
import { openTokenStore } from './oauth/tokenStore.ts';
import { fillNewOrg } from './sampleData/fill.ts';
import { loadSchema } from './schema/schema.ts';
import type { Profile, SchemaOverlay } from './schema/types.ts';
import { openDatabase } from './storage/database.ts';
import { schemaStamp } from './storage/schemaStamp.ts';

export interface OrgOptions {
  /** Undefined: an org in memory. */
  readonly databaseFile: string | undefined;
  readonly profile: Profile;
  readonly overlay: SchemaOverlay | undefined;
  readonly port: number | undefined;
  readonly password: string;
  /** Ask to be stopped when no lease is held any more. */
  readonly lease: boolean;
  readonly onStopWanted: () => void;
  readonly onAnswered: (entry: LogEntry) => void;
  readonly onFault: (errorId: string, error: unknown) => void;
}

/** A running org. */
export interface Org {
  readonly connection: ConnectionInfo;
  /** Signs the org's user in without any page. */
  issueTokens(): Promise<TokenReply>;
  /** Ends all connections, saves what is only in memory and closes the database. */
  close(): Promise<void>;
}

const versions: Route<OrgRequest> = {
  method: 'GET',
  pattern: '/services/data',
  handle: () => json(200, listVersions()),
};

const username = 'admin@local.example';
/** The app in whose name tokens are issued without a sign-in page. */
const ownClient = 'SalesforceIntegrationWorkbench';
const loggedRequests = 1000;
const saveInterval = 5_000;

/**
 * Opens the org's data and serves it on a loopback port.
 * @throws DatabaseInUseError when another process holds the data; OverlayError when the overlay does not fit.
 */
export async function startOrg(options: OrgOptions): Promise<Org> {
  const schema = loadSchema({ profile: options.profile, ...(options.overlay ? { overlay: options.overlay } : {}) });
  const file = options.databaseFile;
  const database = openDatabase({ schema, ...(file === undefined ? {} : { file }) });
  const settings = openSettings(database.sqlite);
  fillNewOrg(database, { profile: options.profile, username, now: new Date() });
  const identity = readIdentity(database, username);
  const tokens = openTokenStore(database.sqlite, identity.organizationId, Date.now);
  const usage = openApiUsage(database.sqlite, Date.now);
  const log = openRequestLog(database.sqlite, loggedRequests, options.onAnswered);
  const leases = createLeases(options.lease ? options.onStopWanted : undefined);
  const locators = createLocators(Date.now);
  let origin = '';
  const oauth: OAuthContext = {
    tokens,
    authorizations: createAuthorizations(Date.now),
    signingKey: openSigningKey(database.sqlite),
    origin: () => origin,
    identity: () => identity,
    password: options.password,
    now: Date.now,
  };
  const adminToken = randomToken(32);
  const admin = adminRoutes({
    adminToken,
    leases,
    log,
    issueTokens: () => issueTokens(oauth, ownClient),
    expireAccessTokens: () => tokens.expireAccessTokens(),
    stop: options.onStopWanted,
  });
  const handle = handler({ tokens, usage }, [versions, ...oauthRoutes(oauth), ...admin], {
    usage,
    database,
    stamp: schemaStamp(database, new Date()),
    origin: () => origin,
    locators,
    user: () => ({ id: identity.userId, timeZone: identity.timeZone, locale: identity.locale }),
    write: () => ({ userId: identity.userId, now: new Date() }),
    identityUrl: () => identityUrl(origin, identity),
  });
  const server = createOrgServer({ handle, onAnswered: log.add, onFault: options.onFault });
  const port = await listen(server, options.port, Number(settings.get('port') ?? 0));
  origin = `http://127.0.0.1:${port}`;
  settings.set('port', String(port));
  const save = (): void =>
    database.transaction(() => {
      usage.save();
      log.save();
    });
  const saving = setInterval(save, saveInterval).unref();
  const { organizationId } = identity;
  return {
    connection: { origin, pid: process.pid, adminToken, username, password: options.password, organizationId },
    issueTokens: () => issueTokens(oauth, ownClient),
    async close() {
      clearInterval(saving);
      leases.close();
      await closeServer(server);
      save();
      locators.close();
      database.close();
    },
  };
}

/** The whole URL space: versions without a session, the REST API with one, and the endpoints beside it. */
function handler(gate: ApiGate, routes: readonly Route<OrgRequest>[], api: ApiContext) {
  const resources = apiRoutes(api);
  return (request: OrgRequest): Reply | Promise<Reply> => {
    const [services, data, version] = request.segments;
    if (services === 'services' && data === 'data' && version !== undefined) {
      return dispatchApi(gate, resources, request);
    }
    const found = match(routes, request.method, request.segments);
    if (found.kind === 'found') return found.route.handle(request, found.params);
    return found.kind === 'none' ? errorReply(notFound()) : methodNotAllowed(request.method, found.allowed);
  };
}

function closeServer(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  // What is still being answered has had its chance; a client sees a closed connection, as with any server that ends.
  server.closeAllConnections();
  return promise;
}
