// Reading something off the schema that may have to be fetched first.
import type { Timers } from '../base/timers.ts';
import { Lookups } from '../soql/semantics/lookups.ts';
import type { SchemaView } from '../soql/semantics/schema.ts';

/** What of the schema cache is used here. */
export interface DescribedSchema {
  readonly snapshot: SchemaView;
  objects(): Promise<unknown>;
  describe(object: string): Promise<unknown>;
}

/** What `read` answers once the objects that it looks up are described, each asked for once, as far as the org does. */
export async function readDescribed<Found>(schema: DescribedSchema, read: (lookups: Lookups) => Found): Promise<Found> {
  const asked = new Set<string>();
  for (;;) {
    const lookups = new Lookups(schema.snapshot);
    const found = read(lookups);
    const { objectList, objects } = lookups.missing();
    const names = [...(objectList ? [''] : []), ...objects.map(name => name.toLowerCase())];
    const missing = names.filter(name => !asked.has(name));
    if (missing.length === 0) return found;
    for (const name of missing) asked.add(name);
    // What cannot be described stays unknown; the query itself will say why.
    await Promise.allSettled(missing.map(name => (name === '' ? schema.objects() : schema.describe(name))));
  }
}

/** How long the user waits, in milliseconds, for what can be done without. */
const shortPatienceMs = 2000;

export interface Patience {
  /** In milliseconds. */
  readonly patienceMs?: number;
  readonly signal?: AbortSignal;
}

/** The same, but not for long: undefined where the org does not answer in time. Throws CANCELLED. */
export async function readDescribedSoon<Found>(
  schema: DescribedSchema,
  read: (lookups: Lookups) => Found,
  timers: Timers,
  { patienceMs = shortPatienceMs, signal }: Patience = {},
): Promise<Found | undefined> {
  const patience = Promise.withResolvers<undefined>();
  const cancel = () => patience.reject(Object.assign(new Error('Cancelled.'), { code: 'CANCELLED' }));
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  const stop = timers.after(patienceMs, () => patience.resolve(undefined));
  try {
    return await Promise.race([readDescribed(schema, read), patience.promise]);
  } finally {
    stop();
    signal?.removeEventListener('abort', cancel);
  }
}
