import type { Log } from '../base/log.ts';
import { singleFlight } from '../base/singleFlight.ts';
import type { Timers } from '../base/timers.ts';
import { SalesforceError } from '../salesforce/errors.ts';
import { picklistsOfRecordType, type Tagged, type TypePicklists } from '../salesforce/rest/picklists.ts';
import type { Transport } from '../salesforce/transport/transport.ts';
import type { ObjectSchema } from '../soql/semantics/schema.ts';
import type { SchemaStore } from './schemaStore.ts';

export type { TypePicklists };

/** How long nothing is asked again that the org refused, or that could not be fetched. */
const pauseAfterFailureMs = 60_000;

interface Options {
  readonly transport: Transport;
  readonly apiVersion: () => Promise<string>;
  readonly schema: { describe(object: string): Promise<ObjectSchema> };
  /** The files of an API version. */
  readonly store: (apiVersion: string) => SchemaStore;
  /** How long an answer of the org counts as current, in milliseconds. */
  readonly currentForMs: number;
  readonly timers: Timers;
  readonly log: Log;
}

interface Known extends Tagged<TypePicklists> {
  readonly checkedAt: number;
}

/**
 * Which values of picklists the record types of one org leave: in memory what is in use, on disk what was ever used, one
 * call to the org for each record type that somebody needs. Never asked for by what a keystroke waits for.
 */
export class RecordTypePicklists {
  readonly #options: Options;
  readonly #known = new Map<string, Known>();
  readonly #failedAt = new Map<string, number>();
  readonly #saving = new Set<Promise<unknown>>();
  #trustDisk = true;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * The values that records of a type can choose, by field. Undefined where nothing narrows them: the object has no record
   * types, or the org does not tell, as for objects that the User Interface API does not support.
   * @param recordType its id; null for a record without one
   */
  async of(object: string, recordType: string | null): Promise<TypePicklists | undefined> {
    try {
      const { name, recordTypes } = await this.#options.schema.describe(object);
      const isWanted = ({ id, master }: { id: string; master: boolean }) =>
        recordType === null ? master : id.slice(0, 15) === recordType.slice(0, 15);
      const wanted = recordTypes.find(isWanted);
      if (!wanted || recordTypes.every(({ master }) => master)) return undefined;
      return await this.#load(`${name}.${wanted.id}`);
    } catch (error) {
      const reason = error instanceof SalesforceError ? `${error.code} ${error.message}` : String(error);
      this.#options.log.warn(`Could not read the picklists of a record type: ${reason}`);
      return undefined;
    }
  }

  /** From now on the org is asked again. */
  forget(): void {
    this.#known.clear();
    this.#failedAt.clear();
    this.#trustDisk = false;
  }

  /** Resolves when everything that is known lies on disk, or could not be written. */
  async saved(): Promise<void> {
    await Promise.allSettled(this.#saving);
  }

  readonly #load = singleFlight(async (key: string): Promise<TypePicklists | undefined> => {
    const known = this.#known.get(key) ?? (await this.#stored(key));
    const now = this.#options.timers.now();
    if (known) {
      this.#known.set(key, known);
      // What was right a while ago is answered at once, and looked at again behind it.
      if (now - known.checkedAt > this.#options.currentForMs) this.#inBackground(this.#ask(key, known));
      return known.value;
    }
    const failed = this.#failedAt.get(key);
    if (failed !== undefined && now - failed < pauseAfterFailureMs) return undefined;
    return await this.#ask(key);
  });

  async #ask(key: string, known?: Known): Promise<TypePicklists | undefined> {
    const { transport, apiVersion, timers } = this.#options;
    const [object = '', recordType = ''] = key.split('.');
    // Not twice while an answer is on its way.
    if (known) this.#known.set(key, { ...known, checkedAt: timers.now() });
    try {
      const asked = { object, recordType, etag: known?.etag };
      const answer = await picklistsOfRecordType(transport, await apiVersion(), asked);
      const found: Tagged<TypePicklists> | undefined = answer === 'unchanged' ? known : answer;
      if (!found) return undefined;
      this.#known.set(key, { ...found, checkedAt: timers.now() });
      this.#save(key, found);
      return found.value;
    } catch (error) {
      this.#failedAt.set(key, timers.now());
      throw error;
    }
  }

  async #stored(key: string): Promise<Known | undefined> {
    if (!this.#trustDisk) return undefined;
    const store = await this.#store();
    const stored = await store.read<Tagged<TypePicklists>>(fileOf(key));
    return stored && { ...stored.value, checkedAt: stored.checkedAt };
  }

  #save(key: string, value: Tagged<TypePicklists>): void {
    const written = this.#store().then(store => store.write(fileOf(key), { value, lastModified: undefined }));
    this.#saving.add(written);
    this.#inBackground(written.finally(() => this.#saving.delete(written)));
  }

  async #store(): Promise<SchemaStore> {
    return this.#options.store(await this.#options.apiVersion());
  }

  #inBackground(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.#options.log.warn(`Could not update the picklists of a record type: ${error}`));
  }
}

const fileOf = (key: string) => `picklists.${key}`;
