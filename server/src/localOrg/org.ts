import type { Server } from 'node:http';
import { type DataContext, dataRoutes } from './admin/dataRoutes.ts';
import { createLeases } from './admin/leases.ts';
import { listen } from './admin/listen.ts';
import { adminRoutes } from './admin/routes.ts';
import type { ConnectionInfo } from './admin/stateFolder.ts';
import { createApexRest } from './apexRest/apexRest.ts';
import { type ApiGate, dispatchApi } from './api/dispatch.ts';
import { type ApiContext, apiRoutes } from './api/routes.ts';
import { listVersions } from './api/versions.ts';
import { bulkV1Routes } from './bulkV1/routes.ts';
import { faultRoutes } from './faults/routes.ts';
import { closerOf } from './http/closeServer.ts';
import { errorReply, json, methodNotAllowed, notFound, type Reply } from './http/reply.ts';
import type { OrgRequest } from './http/request.ts';
import { match, type Route } from './http/router.ts';
import { createOrgServer } from './http/server.ts';
import { createAuthorizations } from './oauth/authorizations.ts';
import { createClients } from './oauth/clients.ts';
import type { OAuthContext } from './oauth/context.ts';
import { type Credentials, openCredentials } from './oauth/credentials.ts';
import { identityUrl } from './oauth/identity.ts';
import { openSigningKey } from './oauth/openId.ts';
import { oauthRoutes } from './oauth/routes.ts';
import { randomToken } from './oauth/secrets.ts';
import { issueTokens, type TokenReply } from './oauth/tokenReply.ts';
import { soapRoutes } from './soap/routes.ts';
import { type OrgState, openState, type StateOptions } from './state.ts';
import { schemaStamp } from './storage/schemaStamp.ts';
import { createSnapshots } from './storage/snapshots.ts';

export interface OrgOptions extends StateOptions {
  /** Undefined: the port of the last time, else a free one. */
  readonly port: number | undefined;
  /** Undefined members: those that the org made for itself. */
  readonly credentials: Partial<Credentials>;
  /** PEM of the public key that checks JWT assertions. Undefined: none are taken. */
  readonly jwtKey: string | undefined;
  /** Ask to be stopped when no lease is held any more. */
  readonly lease: boolean;
  readonly onStopWanted: () => void;
}

/** A running org. */
export interface Org {
  readonly connection: ConnectionInfo;
  /** Signs the org's user in without any page and without a refresh token. */
  issueTokens(): Promise<TokenReply>;
  /** Ends all connections, saves what is only in memory and closes the database. */
  close(): Promise<void>;
}

const versions: Route<OrgRequest> = {
  method: 'GET',
  pattern: '/services/data',
  handle: () => json(200, listVersions()),
};

/** The app in whose name tokens are issued without a sign-in page. */
const ownClient = 'SalesforceIntegrationWorkbench';

/**
 * Opens the org's data and serves it on a loopback port.
 * @throws DatabaseInUseError when another process holds the data; OverlayError when the overlay does not fit; an
 *   error with code EADDRINUSE when the port that was asked for is taken.
 */
export async function startOrg(options: OrgOptions): Promise<Org> {
  const state = openState(options);
  const { identity, settings } = state;
  const credentials = openCredentials(settings, options.credentials);
  const leases = createLeases(options.lease ? options.onStopWanted : undefined);
  const adminToken = randomToken(32);
  let origin = '';
  const oauth = oauthContext(state, { ...credentials, jwtKey: options.jwtKey }, () => origin);
  const apexRest = createApexRest(state);
  const issue = (withRefresh: boolean) => issueTokens(oauth, ownClient, withRefresh);
  const admin = adminRoutes({
    adminToken,
    leases,
    log: state.log,
    issueTokens: issue,
    expireAccessTokens: () => state.tokens.expireAccessTokens(),
    stop: options.onStopWanted,
    more: [...faultRoutes(state.faults), ...apexRest.admin, ...dataRoutes(dataContext(state))],
  });
  const api = apiContext(state, () => origin);
  const { password } = credentials;
  const soap = soapRoutes({ ...api, tokens: state.tokens, identity, password, issueTokens: () => issue(false) });
  const beside = [versions, ...oauthRoutes(oauth), ...bulkV1Routes(state), ...soap, ...apexRest.routes, ...admin];
  const handle = handler(state, beside, api);
  const server = createOrgServer({
    handle: request => state.faults.answer(request, () => handle(request)),
    onAnswered: state.log.add,
    onFault: options.onFault,
  });
  const closeServer = closerOf(server);
  const close = async (): Promise<void> => {
    leases.close();
    await closeServer();
    await state.close();
  };
  try {
    origin = await listenAt(server, options.port, settings);
  } catch (error) {
    await close();
    throw error;
  }
  const { username, organizationId } = identity;
  return {
    connection: { origin, pid: process.pid, adminToken, username, ...credentials, organizationId },
    issueTokens: () => issue(false),
    close,
  };
}

/** Keeps the port for the next time. */
async function listenAt(server: Server, wanted: number | undefined, settings: OrgState['settings']): Promise<string> {
  const port = await listen(server, wanted, Number(settings.get('port') ?? 0));
  settings.set('port', String(port));
  return `http://127.0.0.1:${port}`;
}

function dataContext({ database, reset, locators }: OrgState): DataContext {
  // The cursors behind locators know rows by their place, which another record may have now.
  return { snapshots: createSnapshots(database), reset, onReplaced: () => locators.close() };
}

function oauthContext(
  state: OrgState,
  { password, clientSecret, jwtKey }: Credentials & Pick<OrgOptions, 'jwtKey'>,
  origin: () => string,
): OAuthContext {
  return {
    tokens: state.tokens,
    authorizations: createAuthorizations(Date.now),
    signingKey: openSigningKey(state.database.sqlite),
    origin,
    identity: () => state.identity,
    password,
    clients: createClients(clientSecret),
    jwtKey,
    appRefusal: state.faults.appRefusal,
    now: Date.now,
  };
}

function apiContext({ database, identity, locators, usage, bulk, faults }: OrgState, origin: () => string): ApiContext {
  const { userId: id, timeZone, locale } = identity;
  return {
    database,
    locators,
    usage,
    bulk,
    origin,
    stamp: schemaStamp(database, new Date()),
    user: () => ({ id, timeZone, locale }),
    write: () => ({ userId: id, now: new Date(), lock: faults.lock }),
    identityUrl: () => identityUrl(origin(), identity),
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
