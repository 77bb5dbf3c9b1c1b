import type { SchemaChange } from './schemaChanges.ts';
import type { SchemaStore } from './schemaStore.ts';

const file = 'changes';
/** Changes that are remembered; older ones are forgotten. */
const most = 500;

/** What has changed in an org's schema, kept beside the schema itself. */
export class ChangeLog {
  readonly #store: () => Promise<SchemaStore>;
  readonly #onFailure: (error: unknown) => void;
  #written: Promise<void> = Promise.resolve();

  constructor(store: () => Promise<SchemaStore>, onFailure: (error: unknown) => void) {
    this.#store = store;
    this.#onFailure = onFailure;
  }

  /** One after the other: each adds to what the one before has written. */
  add(changes: readonly SchemaChange[]): void {
    if (changes.length === 0) return;
    const write = async () => {
      const store = await this.#store();
      const kept = (await store.read<readonly SchemaChange[]>(file))?.value ?? [];
      const news = changes.filter(change => !isKnown(change, kept));
      if (news.length === 0) return;
      await store.write(file, { value: [...news, ...kept].slice(0, most), lastModified: undefined });
    };
    this.#written = this.#written.then(write).catch(this.#onFailure);
  }

  /** Newest first. */
  async read(): Promise<readonly SchemaChange[]> {
    await this.#written;
    return (await (await this.#store()).read<readonly SchemaChange[]>(file))?.value ?? [];
  }

  saved(): Promise<void> {
    return this.#written;
  }
}

/** Each window notices a change by itself: only the first one tells it. What comes a second time has gone in between. */
function isKnown(change: SchemaChange, kept: readonly SchemaChange[]): boolean {
  const latest = kept.find(({ object, field }) => object === change.object && field === change.field);
  return latest?.kind === change.kind && latest.from === change.from && latest.to === change.to;
}
