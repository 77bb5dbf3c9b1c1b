import { join } from 'node:path';
import type { Log } from '../base/log.ts';
import { singleFlight } from '../base/singleFlight.ts';
import type { Timers } from '../base/timers.ts';
import { SalesforceError } from '../salesforce/errors.ts';
import { countRecords } from '../salesforce/rest/count.ts';
import { explainQuery, type QueryPlan } from '../salesforce/rest/explain.ts';
import { fetchLimits, type Limit } from '../salesforce/rest/limits.ts';
import { newestVersion } from '../salesforce/rest/versions.ts';
import { defaultPolicy, OrgBudget, type RequestBudget, type RequestPolicy } from '../salesforce/transport/budget.ts';
import type { NetworkOptions } from '../salesforce/transport/dispatcher.ts';
import type { ApiUsage } from '../salesforce/transport/limitInfo.ts';
import { createTransport, type Token, type Transport } from '../salesforce/transport/transport.ts';
import { rememberedVersion } from './apiVersion.ts';
import { pruneCache } from './pruneCache.ts';
import { type OrgRecords, recordsOf } from './records/records.ts';
import { RecordTypePicklists } from './recordTypePicklists.ts';
import { SchemaCache } from './schemaCache.ts';
import { schemaStore } from './schemaStore.ts';
import { type AskToken, createSessions } from './sessions.ts';

/** How long cached schema counts as current: each look costs one API call, which in the local org is free. */
const currentForMs = 5 * 60_000;
const localCurrentForMs = 5_000;
/** Of all orgs together: some tens of thousands of described objects. */
const mostCacheBytes = 256 * 1024 * 1024;
/** Not while the first completion is waited for. */
const pruneAfterMs = 30_000;

export type { ApiUsage, AskToken, Limit, NetworkOptions, RequestBudget, RequestPolicy, Token };

/** What the client says of a connected org. */
export interface OrgConnection {
  readonly key: string;
  readonly instanceUrl: string;
  /** The org's own name. */
  readonly name: string;
  /** What a file may call it; case does not count. */
  readonly names: readonly string[];
  /** `67.0`; without it the org's newest. */
  readonly apiVersion?: string | undefined;
  /** The local org, which can simply be started where it cannot be reached. */
  readonly isLocal: boolean;
}

/** A connected org. */
export interface Org {
  readonly key: string;
  /** The org's own name. */
  readonly name: string;
  readonly isLocal: boolean;
  readonly schema: SchemaCache;
  /** The objects of the Tooling API, which are others. Nothing is fetched until a query is meant for it. */
  readonly toolingSchema: SchemaCache;
  /** What the record types of its objects leave of picklists. */
  readonly recordTypes: RecordTypePicklists;
  /** Lets the requests of all threads in. */
  readonly budget: RequestBudget;
  /** What the latest answer told of the daily calls, whichever thread got it. */
  noteUsage(usage: ApiUsage): void;
  /** The user wants the last calls of the day to be used too. */
  useReservedCalls(): void;
  apiVersion(): Promise<string>;
  limits(): Promise<Limit[]>;
  /** How many records of the object the user can see. */
  count(object: string, signal: AbortSignal): Promise<number>;
  /** How the org would run a query, of the Tooling API's objects or its own: the plan that it takes first. */
  explain(soql: string, tooling: boolean, signal?: AbortSignal): Promise<QueryPlan[]>;
  readonly records: OrgRecords;
  /** An access token: see `TokenSource`. */
  token(rejected?: string): Promise<Token>;
}

export interface OrgsOptions {
  readonly cacheDir: string;
  readonly clientName: string;
  /** For orgs that name none. */
  readonly apiVersion?: string | undefined;
  readonly network: NetworkOptions;
  readonly traceRequests: boolean;
  /** Whether requests are logged for a support case, without secrets and data. */
  readonly logHttp: boolean;
  readonly askToken: AskToken;
  readonly timers: Timers;
  readonly log: Log;
  readonly onSchemaChange: (org: string) => void;
  /** How many objects, or lists of them, the org is being asked for. */
  readonly onSchemaAsking: (org: string, pending: number) => void;
  readonly onUsage: (org: string, usage: ApiUsage) => void;
}

/** The orgs that the client has connected, and the one that is active in this window. */
export interface Orgs {
  /** The whole truth from the client: orgs that it does not name are gone. */
  set(connections: readonly OrgConnection[], active: string | undefined): void;
  readonly active: Org | undefined;
  /** Of all connected orgs. */
  readonly keys: readonly string[];
  /** How calls may be spent, in each org; what is under way goes on. */
  setPolicy(policy: RequestPolicy): void;
  find(key: string): Org | undefined;
  /** The org that goes by this name: the first where several do. */
  named(name: string): Org | undefined;
  /** Throws UNKNOWN_ORG. */
  get(key: string): Org;
  /** Saves what is not on disk yet and ends all connections. */
  close(): Promise<void>;
}

export function createOrgs(options: OrgsOptions): Orgs {
  const sessions = createSessions(options.askToken);
  const orgs = new Map<string, ConnectedOrg>();
  let activeKey: string | undefined;
  let policy = defaultPolicy;
  const stopPruning = pruneSoon(options);

  const disconnect = (org: ConnectedOrg) => {
    orgs.delete(org.key);
    sessions.forget(org.key);
    org.close().catch((error: unknown) => options.log.warn(`Could not close the connections: ${error}`));
  };

  return {
    set(connections, active) {
      activeKey = active;
      for (const org of [...orgs.values()]) {
        const now = connections.find(connection => connection.key === org.key);
        if (!now || !isSame(now, org.connection)) disconnect(org);
      }
      for (const connection of connections) {
        const known = orgs.get(connection.key);
        if (known) {
          known.connection = connection;
          continue;
        }
        const budget = new OrgBudget(policy, options.timers.now);
        orgs.set(connection.key, connect(connection, sessions.of(connection.key), budget, options));
      }
    },
    get keys() {
      return [...orgs.keys()];
    },
    setPolicy(next) {
      policy = next;
      for (const { budget } of orgs.values()) budget.policy = next;
    },
    get active() {
      return activeKey === undefined ? undefined : orgs.get(activeKey);
    },
    find: key => orgs.get(key),
    named: name => [...orgs.values()].find(org => goesBy(org, name.toLowerCase())),
    get(key) {
      const org = orgs.get(key);
      if (!org) throw new SalesforceError({ code: 'UNKNOWN_ORG', message: 'This org is not connected.' });
      return org;
    },
    async close() {
      stopPruning();
      await Promise.all([...orgs.values()].map(org => org.close()));
    },
  };
}

/** @returns what gives it up */
function pruneSoon({ timers, cacheDir, log }: OrgsOptions): () => void {
  return timers.after(pruneAfterMs, () => {
    pruneCache(cacheDir, mostCacheBytes).catch((error: unknown) =>
      log.warn(`Could not make the schema cache smaller: ${error}`),
    );
  });
}

function goesBy({ connection }: ConnectedOrg, lowerCase: string): boolean {
  return connection.names.some(name => name.toLowerCase() === lowerCase);
}

interface ConnectedOrg extends Org {
  readonly budget: OrgBudget;
  /** The latest of what the client says of it. */
  connection: OrgConnection;
  close(): Promise<void>;
}

interface Tokens {
  get(rejected?: string): Promise<Token>;
}

function connect(connection: OrgConnection, tokens: Tokens, budget: OrgBudget, options: OrgsOptions): ConnectedOrg {
  const { key } = connection;
  const noteUsage = (usage: ApiUsage) => {
    budget.note(usage);
    options.onUsage(key, usage);
  };
  const folder = join(options.cacheDir, safeName(key));
  const transport = transportOf(tokens, budget, noteUsage, options);
  const apiVersion = versionOf(connection, join(folder, 'api-version'), transport, options);
  const { schema, toolingSchema, recordTypes } = cachesOf(connection, folder, { transport, apiVersion }, options);
  return {
    key,
    name: connection.name,
    isLocal: connection.isLocal,
    connection,
    budget,
    noteUsage,
    useReservedCalls: () => budget.useReserved(),
    apiVersion,
    schema,
    toolingSchema,
    recordTypes,
    limits: async () => fetchLimits(transport, await apiVersion()),
    count: async (object, signal) => countRecords(transport, await apiVersion(), object, signal),
    explain: async (soql, tooling, signal) => explainQuery(transport, await apiVersion(), soql, { tooling, signal }),
    records: recordsOf(transport, apiVersion, schema),
    token: rejected => tokens.get(rejected),
    async close() {
      await Promise.all([schema.saved(), toolingSchema.saved(), recordTypes.saved()]);
      await transport.close();
    },
  };
}

function transportOf(
  tokens: Tokens,
  budget: OrgBudget,
  onUsage: (usage: ApiUsage) => void,
  { clientName, network, traceRequests, logHttp, log }: OrgsOptions,
): Transport {
  return createTransport({
    tokens,
    clientName,
    network,
    budget,
    onUsage,
    ...(traceRequests ? { onTrace: line => log.trace(line) } : {}),
    ...(logHttp ? { onHttpLog: lines => log.info(lines) } : {}),
  });
}

/** What is known of the org's schema, in memory and in its folder. */
function cachesOf(
  { key, isLocal }: OrgConnection,
  folder: string,
  calls: { readonly transport: Transport; readonly apiVersion: Org['apiVersion'] },
  { timers, log, onSchemaChange, onSchemaAsking }: OrgsOptions,
) {
  const cached = { ...calls, timers, log, currentForMs: isLocal ? localCurrentForMs : currentForMs };
  const storeIn = (wanted: string, ...below: string[]) => schemaStore(join(folder, safeName(wanted), ...below));
  const schemaOf = (api: 'rest' | 'tooling') =>
    new SchemaCache({
      ...cached,
      api,
      store: wanted => storeIn(wanted, ...(api === 'tooling' ? [api] : [])),
      onChange: () => onSchemaChange(key),
      onAsking: pending => onSchemaAsking(key, pending),
    });
  const schema = schemaOf('rest');
  const recordTypes = new RecordTypePicklists({ ...cached, schema, store: storeIn });
  return { schema, toolingSchema: schemaOf('tooling'), recordTypes };
}

function versionOf(
  connection: OrgConnection,
  file: string,
  transport: Transport,
  { apiVersion, timers, log }: OrgsOptions,
): () => Promise<string> {
  const ask = () => newestVersion(transport);
  const onFailure = (error: unknown) => log.warn(`Could not look for a newer API version: ${error}`);
  const discover = singleFlight((_key: 'version') => rememberedVersion(file, timers.now(), ask, onFailure));
  let version = connection.apiVersion ?? apiVersion;
  return async () => {
    version ??= await discover('version');
    return version;
  };
}

const isSame = (a: OrgConnection, b: OrgConnection) =>
  a.instanceUrl === b.instanceUrl && a.apiVersion === b.apiVersion && a.name === b.name;

/** Keys and versions name folders: they must not lead elsewhere. */
function safeName(name: string): string {
  if (/^\w[\w.-]*$/.test(name)) return name;
  throw new SalesforceError({ code: 'BAD_ANSWER', message: `'${name}' is no name of an org or a version.` });
}
