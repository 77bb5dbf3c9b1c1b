import { openSettings, type Settings } from './admin/settings.ts';
import { createLocators, type Locators } from './api/locators.ts';
import { type ApiUsage, openApiUsage } from './api/usage.ts';
import { type BulkContext, openBulk } from './bulk/context.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import { setFormulaUser } from './formula/runtime.ts';
import { type LogEntry, openRequestLog, type RequestLog } from './http/requestLog.ts';
import type { ImportFile } from './import/importFile.ts';
import { forgetImports, type Imported, importNew } from './import/imports.ts';
import type { OrgIdentity } from './oauth/identity.ts';
import { readIdentity } from './oauth/readIdentity.ts';
import { openTokenStore, type TokenStore } from './oauth/tokenStore.ts';
import { fillNewOrg } from './sampleData/fill.ts';
import type { RecordedDescribe } from './schema/imported.ts';
import type { SchemaOverlay } from './schema/overlayTypes.ts';
import { loadSchema } from './schema/schema.ts';
import type { Profile } from './schema/types.ts';
import { type OrgDatabase, openDatabase } from './storage/database.ts';
import { prepareDuplicateRules } from './storage/duplicateRules.ts';
import { keepListViews } from './storage/keepListViews.ts';
import { keepRecordTypes } from './storage/keepRecordTypes.ts';
import { keepStatuses } from './storage/keepStatuses.ts';
import { removeRecords } from './storage/snapshots.ts';
import { checkValidationRules } from './storage/validationRules.ts';

export interface StateOptions {
  /** Undefined: an org in memory. */
  readonly databaseFile: string | undefined;
  readonly profile: Profile;
  readonly overlay: SchemaOverlay | undefined;
  /** How many made-up objects there are, and how many rows they share; none unless given. */
  readonly synthetic?: { readonly objects: number; readonly rows: number } | undefined;
  /** Describes of a real org, whose objects and fields the schema gets; none unless given. */
  readonly imported?: readonly RecordedDescribe[] | undefined;
  /** Files of CSV whose records the org gets, each file once; none unless given. */
  readonly imports?: readonly ImportFile[] | undefined;
  /** Whether validation and duplicate rules may refuse imported records; unless given, they may. */
  readonly judgeImports?: boolean | undefined;
  readonly onImported?: (imported: Imported) => void;
  readonly onAnswered: (entry: LogEntry) => void;
  readonly onFault: (errorId: string, error: unknown) => void;
}

/** All that an org knows. */
export interface OrgState {
  readonly database: OrgDatabase;
  readonly identity: OrgIdentity;
  readonly settings: Settings;
  readonly tokens: TokenStore;
  readonly usage: ApiUsage;
  readonly log: RequestLog;
  readonly locators: Locators;
  readonly bulk: BulkContext;
  readonly faults: Faults;
  /** Replaces all records by those of a new org. */
  reset(): void;
  /** Saves what is only in memory and closes the database. */
  close(): Promise<void>;
}

const username = 'admin@local.example';
const loggedRequests = 1000;
/** How much of the log and the counted calls a crash may cost, in milliseconds. */
const saveInterval = 5_000;

/** Opens the database; a new one gets its sample data. Throws as `startOrg` does. */
export function openState(options: StateOptions): OrgState {
  const database = openData(options);
  const records = recordsOf(database, options);
  records.fill();
  const identity = readIdentity(database, username);
  setFormulaUser(database.sqlite, { id: identity.userId, timeZone: identity.timeZone || 'UTC' });
  checkValidationRules(database, { userId: identity.userId, now: new Date() });
  prepareDuplicateRules(database);
  records.importNew();
  return {
    database,
    identity,
    settings: openSettings(database.sqlite),
    tokens: openTokenStore(database.sqlite, identity.organizationId, Date.now),
    reset: records.reset,
    ...openServices(database, identity, options),
  };
}

function openData(options: StateOptions): OrgDatabase {
  const { databaseFile: file, profile, overlay, imported = [], synthetic } = options;
  const made = { profile, imported, syntheticObjects: synthetic?.objects ?? 0 };
  const schema = loadSchema(overlay === undefined ? made : { ...made, overlay });
  return openDatabase({ schema, ...(file === undefined ? {} : { file }) });
}

/** What fills an org with records. */
function recordsOf(database: OrgDatabase, options: StateOptions) {
  const { profile, synthetic = { objects: 0, rows: 0 }, imports = [], judgeImports = true } = options;
  const context = () => ({ userId: readIdentity(database, username).userId, now: new Date() });
  const records = {
    /** Sample records, where there are none yet, and those that the schema asks for. */
    fill(): void {
      fillNewOrg(database, { profile, username, now: new Date(), synthetic });
      keepRecordTypes(database, context());
      keepStatuses(database, context());
      keepListViews(database, context());
    },
    /** Those of files that were not imported before. */
    importNew(): void {
      const imported = importNew(database, imports, context(), judgeImports);
      if (imported !== undefined) options.onImported?.(imported);
    },
    reset: (): void =>
      database.transaction(() => {
        removeRecords(database);
        records.fill();
        forgetImports(database);
        records.importNew();
      }),
  };
  return records;
}

/** What works on the data, until it is closed. */
function openServices(database: OrgDatabase, { userId, timeZone, locale }: OrgIdentity, options: StateOptions) {
  const usage = openApiUsage(database.sqlite, Date.now);
  const log = openRequestLog(database.sqlite, loggedRequests, options.onAnswered);
  const locators = createLocators(Date.now);
  const faults = createFaults();
  const bulk = openBulk({
    database,
    faults,
    user: () => ({ id: userId, timeZone, locale }),
    write: () => ({ userId, now: new Date(), lock: faults.lock }),
    onFault: options.onFault,
  });
  const save = (): void =>
    database.transaction(() => {
      usage.save();
      log.save();
    });
  const saving = setInterval(() => reporting(save, options.onFault), saveInterval).unref();
  const close = async (): Promise<void> => {
    clearInterval(saving);
    await bulk.runner.close();
    save();
    locators.close();
    database.close();
  };
  return { usage, log, locators, faults, bulk, close };
}

/** A full disk must not end an org that can still answer. */
function reporting(work: () => void, onFault: StateOptions['onFault']): void {
  try {
    work();
  } catch (error) {
    onFault('saving', error);
  }
}
