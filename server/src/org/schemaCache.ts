import type { Log } from '../base/log.ts';
import { singleFlight } from '../base/singleFlight.ts';
import { taskPool } from '../base/taskPool.ts';
import type { Timers } from '../base/timers.ts';
import { SalesforceError } from '../salesforce/errors.ts';
import { describeGlobal, describeSObject } from '../salesforce/rest/describe.ts';
import type { Transport } from '../salesforce/transport/transport.ts';
import type { ObjectSchema, ObjectSummary } from '../soql/semantics/schema.ts';
import { type ObjectRecord, recordOf, schemaOf, summaryOf } from './objectSchema.ts';
import type { SchemaStore } from './schemaStore.ts';
import { emptySnapshot, type Snapshot } from './snapshot.ts';

/** How long nothing is asked again that could not be fetched. */
const pauseAfterFailureMs = 30_000;
/** Describes in flight at once. */
const parallel = 4;

const listFile = 'objects';
const fileOf = (object: string) => `object.${object}`;

/** What is worth fetching: see `missing` in the answers of the language service. */
export interface Wanted {
  readonly objectList: boolean;
  readonly objects: readonly string[];
}

export interface SchemaCacheOptions {
  readonly transport: Transport;
  readonly apiVersion: () => Promise<string>;
  /** The files of an API version. */
  readonly store: (apiVersion: string) => SchemaStore;
  /** How long an answer of the org counts as current, in milliseconds. */
  readonly currentForMs: number;
  readonly timers: Timers;
  readonly log: Log;
  /** Something arrived: `snapshot` is a new one. */
  readonly onChange: () => void;
}

/** The schema of one org: in memory what is in use, on disk what was ever used, the org itself for the rest. */
export class SchemaCache {
  readonly #options: SchemaCacheOptions;
  readonly #inTurn = taskPool(parallel);
  /** When a fetch last failed; by object in lower case, and '' for the list. */
  readonly #failedAt = new Map<string, number>();
  /** `Last-Modified` of each object in memory. */
  readonly #stamps = new Map<string, string | undefined>();
  #listStamp: string | undefined;
  #checkedAt = 0;
  #trustDisk = true;
  readonly #saving = new Set<Promise<unknown>>();
  #snapshot = emptySnapshot();

  constructor(options: SchemaCacheOptions) {
    this.#options = options;
  }

  /** What is known now. Reading it never waits. */
  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /**
   * Tells that the snapshot is in use and what it lacked. Fetches that, each once, and looks now and then whether
   * the rest is current. All of it in the background: `onChange` tells of arrivals, the log of failures.
   */
  want({ objectList, objects }: Wanted): void {
    const missing = objects.filter(name => this.#snapshot.object(name) === 'missing');
    if (objectList || missing.length > 0) this.#fetchOnce('', () => this.objects());
    for (const name of missing) this.#fetchOnce(name.toLowerCase(), () => this.describe(name));
    if (this.#snapshot.objects && this.#now() - this.#checkedAt > this.#options.currentForMs) {
      this.#checkedAt = this.#now();
      this.#inBackground('look for changes of the schema', this.#revalidate());
    }
  }

  /** The list of the org's objects, from memory, disk or the org. */
  objects(): Promise<readonly ObjectSummary[]> {
    return this.#loadList('list');
  }

  /** Throws NOT_FOUND for an object that the org does not have. */
  describe(object: string): Promise<ObjectSchema> {
    return this.#loadObject(object.toLowerCase());
  }

  /**
   * Asks the org again for one object; without one for the list and for what is in memory, and what lies on disk is not
   * believed any more.
   */
  async refresh(object?: string): Promise<void> {
    if (object !== undefined) {
      await this.#askForObject(object);
      return;
    }
    this.#trustDisk = false;
    this.#failedAt.clear();
    await this.#askForList();
    await Promise.all([...this.#snapshot.described].map(({ name }) => this.#inTurn(() => this.#askForObject(name))));
  }

  /** Resolves when everything that is known lies on disk, or could not be written. */
  async saved(): Promise<void> {
    await Promise.allSettled(this.#saving);
  }

  readonly #loadList = singleFlight(async (_key: 'list'): Promise<readonly ObjectSummary[]> => {
    const stored = this.#snapshot.objects ? undefined : await this.#stored<readonly ObjectSummary[]>(listFile);
    if (stored) {
      this.#listStamp = stored.lastModified;
      this.#checkedAt = stored.checkedAt;
      this.#show(this.#snapshot.withObjects(stored.value));
    } else if (!this.#snapshot.objects) await this.#askForList();
    return this.#snapshot.objects ?? [];
  });

  readonly #loadObject = singleFlight(async (key: string): Promise<ObjectSchema> => {
    const objects = await this.objects();
    const known = this.#snapshot.object(key);
    if (typeof known !== 'string') return known;
    const name = objects.find(object => object.name.toLowerCase() === key)?.name;
    if (!name) throw new SalesforceError({ code: 'NOT_FOUND', message: `The org has no object '${key}'.` });
    const stored = await this.#stored<ObjectRecord>(fileOf(name));
    if (!stored) return this.#inTurn(async () => (await this.#askForObject(name)) ?? this.describe(name));
    const schema = this.#showObject(stored.value, stored.lastModified);
    if (stored.lastModified !== this.#listStamp) this.#inBackground(`update ${name}`, this.#revalidateObject(name));
    return schema;
  });

  /**
   * The stamp of the list moves with any change of the org's metadata, so one call tells that nothing changed. Only
   * where it moved are the objects in memory asked for, each with its own stamp.
   */
  async #revalidate(): Promise<void> {
    await this.#askForList(this.#listStamp);
    const outdated = [...this.#snapshot.described].filter(
      ({ name }) => this.#listStamp === undefined || this.#stamps.get(name) !== this.#listStamp,
    );
    await Promise.all(outdated.map(({ name }) => this.#revalidateObject(name)));
  }

  readonly #revalidateObject = singleFlight((name: string) =>
    this.#inTurn(() => this.#askForObject(name, this.#stamps.get(name))),
  );

  async #askForList(since?: string): Promise<void> {
    const answer = await describeGlobal(this.#options.transport, await this.#options.apiVersion(), since);
    this.#checkedAt = this.#now();
    if (answer === 'unchanged') {
      this.#inBackground(
        'touch the schema cache',
        this.#store().then(store => store.touch(listFile)),
      );
      return;
    }
    const objects = answer.value.map(summaryOf);
    this.#listStamp = answer.lastModified;
    this.#save(listFile, objects, answer.lastModified);
    this.#show(this.#snapshot.withObjects(objects));
  }

  /** The new description; undefined where the one in memory, of the date `since`, is still right. */
  async #askForObject(name: string, since?: string): Promise<ObjectSchema | undefined> {
    const answer = await describeSObject(this.#options.transport, await this.#options.apiVersion(), name, since);
    if (answer === 'unchanged') {
      // Right as of this list: not to be asked for again until the list changes.
      this.#stamps.set(name, this.#listStamp);
      return undefined;
    }
    const record = recordOf(answer.value);
    this.#save(fileOf(record.name), record, answer.lastModified);
    return this.#showObject(record, answer.lastModified);
  }

  #showObject(record: ObjectRecord, stamp: string | undefined): ObjectSchema {
    const schema = schemaOf(record);
    this.#stamps.set(record.name, stamp);
    this.#show(this.#snapshot.withObject(schema));
    return schema;
  }

  #show(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.#options.onChange();
  }

  async #store(): Promise<SchemaStore> {
    return this.#options.store(await this.#options.apiVersion());
  }

  async #stored<Value>(name: string) {
    return this.#trustDisk ? (await this.#store()).read<Value>(name) : undefined;
  }

  #save(name: string, value: unknown, lastModified: string | undefined): void {
    const written = this.#store().then(store => store.write(name, { value, lastModified }));
    this.#saving.add(written);
    this.#inBackground(
      'write the schema cache',
      written.finally(() => this.#saving.delete(written)),
    );
  }

  #fetchOnce(key: string, fetch: () => Promise<unknown>): void {
    const failed = this.#failedAt.get(key);
    if (failed !== undefined && this.#now() - failed < pauseAfterFailureMs) return;
    const noteFailure = (error: unknown) => {
      this.#failedAt.set(key, this.#now());
      throw error;
    };
    this.#inBackground('fetch the schema', fetch().catch(noteFailure));
  }

  #inBackground(what: string, work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      const reason = error instanceof SalesforceError ? `${error.code} ${error.message}` : String(error);
      this.#options.log.warn(`Could not ${what}: ${reason}`);
    });
  }

  #now(): number {
    return this.#options.timers.now();
  }
}
