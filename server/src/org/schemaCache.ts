import type { Log } from '../base/log.ts';
import { singleFlight } from '../base/singleFlight.ts';
import type { Timers } from '../base/timers.ts';
import { SalesforceError } from '../salesforce/errors.ts';
import { type DescribeRequest, mostInOneCall } from '../salesforce/rest/describeMany.ts';
import type { ObjectSchema, ObjectSummary } from '../soql/semantics/schema.ts';
import { ChangeLog } from './changeLog.ts';
import { Describer, type DescriberOptions } from './describer.ts';
import { FailurePause } from './failurePause.ts';
import { type ObjectRecord, recordOf, schemaOf, summaryOf } from './objectSchema.ts';
import { changesOfFields, changesOfList, type SchemaChange } from './schemaChanges.ts';
import type { SchemaStore } from './schemaStore.ts';
import { emptySnapshot, type Snapshot } from './snapshot.ts';

const listFile = 'objects';
const fileOf = (object: string) => `object.${object}`;

/** What is worth fetching: see `missing` in the answers of the language service. */
export interface Wanted {
  readonly objectList: boolean;
  readonly objects: readonly string[];
}

export interface SchemaCacheOptions extends DescriberOptions {
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
  readonly #describer: Describer;
  readonly #changes: ChangeLog;
  /** By object in lower case, and '' for the list. */
  readonly #pause: FailurePause;
  /** `Last-Modified` of each object in memory. */
  readonly #stamps = new Map<string, string | undefined>();
  #listStamp: string | undefined;
  #checkedAt = 0;
  #trustDisk = true;
  readonly #saving = new Set<Promise<unknown>>();
  /** By name in lower case. */
  readonly #loading = new Map<string, Promise<ObjectSchema>>();

  #snapshot = emptySnapshot();

  constructor(options: SchemaCacheOptions) {
    this.#options = options;
    this.#pause = new FailurePause(() => options.timers.now());
    this.#describer = new Describer(options);
    const onFailure = (error: unknown) => options.log.warn(`Could not keep what changed: ${error}`);
    this.#changes = new ChangeLog(() => this.#store(), onFailure);
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
    const missing = objects.filter(name => this.#snapshot.object(name) === 'missing').map(name => name.toLowerCase());
    if ((objectList || missing.length > 0) && this.#pause.isOver('')) this.#fetch('', this.objects());
    const loads = this.#fetchObjects(missing.filter(key => this.#pause.isOver(key) && !this.#loading.has(key)));
    if (loads.length > 0) this.#prefetchBehind(loads);
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
    return this.#loadObjects([object.toLowerCase()])[0]!;
  }

  /**
   * Asks the org again for one object; without one for the list and for what is in memory, and what lies on disk is not
   * believed any more.
   */
  async refresh(object?: string): Promise<void> {
    if (object !== undefined) {
      await this.#ask([{ name: object }]);
      return;
    }
    this.#trustDisk = false;
    this.#pause.end();
    await this.#askForList();
    await this.#ask([...this.#snapshot.described].map(({ name }) => ({ name })));
  }

  /** What has changed in the org since it was first described here, newest first. */
  changes(): Promise<readonly SchemaChange[]> {
    return this.#changes.read();
  }

  /** Resolves when everything that is known lies on disk, or could not be written. */
  async saved(): Promise<void> {
    await Promise.allSettled(this.#saving);
    await this.#changes.saved();
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

  /** Each object once, from memory, disk or the org. What only the org has comes in as few calls as can be. */
  #loadObjects(keys: readonly string[]): Promise<ObjectSchema>[] {
    const fresh = keys.filter(key => !this.#loading.has(key));
    const outcomes = fresh.length > 0 ? this.#loadTogether(fresh) : Promise.resolve(new Map());
    for (const key of fresh) {
      const load = outcomes.then(found => {
        const outcome = found.get(key);
        if (outcome instanceof Error) throw outcome;
        return outcome;
      });
      this.#loading.set(
        key,
        load.finally(() => this.#loading.delete(key)),
      );
    }
    return keys.map(key => this.#loading.get(key)!);
  }

  async #loadTogether(keys: readonly string[]): Promise<Map<string, ObjectSchema | Error>> {
    const objects = new Map((await this.objects()).map(({ name }) => [name.toLowerCase(), name]));
    const found = new Map<string, ObjectSchema | Error>();
    const unknown: DescribeRequest[] = [];
    const outdated: DescribeRequest[] = [];
    const load = async (key: string) => {
      const known = this.#snapshot.object(key);
      const name = objects.get(key);
      if (typeof known !== 'string') return found.set(key, known);
      if (!name) return found.set(key, notFound(key));
      const stored = await this.#stored<ObjectRecord>(fileOf(name));
      if (!stored) return unknown.push({ name });
      if (stored.lastModified !== this.#listStamp) outdated.push({ name, since: stored.lastModified });
      return found.set(key, this.#showObject(stored.value, stored.lastModified));
    };
    await Promise.all(keys.map(load));
    if (outdated.length > 0) this.#inBackground('update the schema', this.#ask(outdated));
    for (const [name, outcome] of await this.#ask(unknown)) found.set(name.toLowerCase(), outcome ?? notFound(name));
    return found;
  }

  #fetchObjects(keys: readonly string[]): readonly Promise<ObjectSchema>[] {
    const loads = this.#loadObjects(keys);
    for (const [index, key] of keys.entries()) this.#fetch(key, loads[index]!);
    return loads;
  }

  /** The objects that those refer to, for the path behind the next dot: one call, once per object. */
  #prefetchBehind(loads: readonly Promise<ObjectSchema>[]): void {
    const prefetch = async () => {
      const loaded = (await Promise.allSettled(loads)).flatMap(load =>
        load.status === 'fulfilled' ? [load.value] : [],
      );
      const parents = loaded.flatMap(({ fields }) =>
        fields.flatMap(({ relationshipName, referenceTo: [only, ...more] }) =>
          relationshipName && only && more.length === 0 ? [only.toLowerCase()] : [],
        ),
      );
      const missing = [...new Set(parents)].filter(
        key => this.#snapshot.object(key) === 'missing' && this.#pause.isOver(key),
      );
      const wanted = missing.slice(0, mostInOneCall);
      this.#fetchObjects(wanted);
    };
    this.#inBackground('prefetch the schema', prefetch());
  }

  /**
   * The stamp of the list moves with any change of the org's metadata, so one call tells that nothing changed. Only
   * where it moved are the objects in memory asked for, each with its own stamp.
   */
  async #revalidate(): Promise<void> {
    await this.#askForList(this.#listStamp);
    const outdated = [...this.#snapshot.described].filter(
      ({ name }) => this.#listStamp === undefined || this.#stamps.get(name) !== this.#listStamp,
    );
    await this.#ask(outdated.map(({ name }) => ({ name, since: this.#stamps.get(name) })));
  }

  async #askForList(since?: string): Promise<void> {
    const answer = await this.#describer.list(since);
    this.#checkedAt = this.#now();
    if (answer === 'unchanged') {
      const touched = this.#store().then(store => store.touch(listFile));
      this.#inBackground('touch the schema cache', touched);
      return;
    }
    const objects = answer.value.map(summaryOf);
    const before = this.#snapshot.objects;
    if (before) this.#changes.add(changesOfList(before, objects, this.#now()));
    this.#listStamp = answer.lastModified;
    this.#save(listFile, objects, answer.lastModified);
    this.#show(this.#snapshot.withObjects(objects));
  }

  /**
   * The new descriptions by name; undefined where the one in memory, of the date `since`, is still right. An object that
   * the org refuses has its error; throws where a whole call failed.
   */
  async #ask(wanted: readonly DescribeRequest[]): Promise<Map<string, ObjectSchema | Error | undefined>> {
    const found = new Map<string, ObjectSchema | Error | undefined>();
    for (const [name, outcome] of await this.#describer.objects(wanted)) {
      if (outcome instanceof Error) found.set(name, outcome);
      // Right as of this list: not to be asked for again until the list changes.
      else if (outcome === 'unchanged') this.#stamps.set(name, this.#listStamp);
      else found.set(name, await this.#accept(recordOf(outcome.value), outcome.lastModified));
    }
    return found;
  }

  /** Keeps a new description, and how it differs from the one before it. */
  async #accept(record: ObjectRecord, stamp: string | undefined): Promise<ObjectSchema> {
    const known = this.#snapshot.object(record.name);
    const stored =
      typeof known === 'string' ? await (await this.#store()).read<ObjectRecord>(fileOf(record.name)) : undefined;
    const before = typeof known === 'string' ? stored?.value.fields : known.fields;
    if (before) this.#changes.add(changesOfFields(record.name, before, record.fields, this.#now()));
    this.#save(fileOf(record.name), record, stamp);
    return this.#showObject(record, stamp);
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

  #fetch(key: string, fetched: Promise<unknown>): void {
    const noteFailure = (error: unknown) => {
      this.#pause.begin(key);
      throw error;
    };
    this.#inBackground('fetch the schema', fetched.catch(noteFailure));
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

const notFound = (name: string) =>
  new SalesforceError({ code: 'NOT_FOUND', message: `The org has no object '${name}'.` });
