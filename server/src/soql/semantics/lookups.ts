import { fullObjectName } from './namespaces.ts';
import type { Lookup, ObjectSchema, SchemaView } from './schema.ts';

/** What an answer would need to be complete: to be fetched in the background, then the question asked again. */
export interface Missing {
  /** The list of the org's objects is not known yet. */
  readonly objectList: boolean;
  /** Objects that exist and whose description is not known yet. Without the list, what exists is not known either. */
  readonly objects: readonly string[];
}

/** A view of the schema that remembers what it was asked for and did not know. */
export class Lookups {
  readonly schema: SchemaView;
  readonly #missing = new Map<string, string>();
  #listMissing = false;

  constructor(schema: SchemaView) {
    this.schema = schema;
  }

  object(name: string): Lookup {
    const found = this.schema.object(name);
    if (found === 'absent') {
      const full = fullObjectName(this.schema.objects ?? [], name);
      return full === undefined ? found : this.object(full);
    }
    if (found !== 'missing') return found;
    if (this.schema.objects) this.#missing.set(name.toLowerCase(), name);
    else this.#listMissing = true;
    return found;
  }

  /** The object if its description is known. */
  known(name: string): ObjectSchema | undefined {
    const found = this.object(name);
    return typeof found === 'string' ? undefined : found;
  }

  objects(): SchemaView['objects'] {
    if (!this.schema.objects) this.#listMissing = true;
    return this.schema.objects;
  }

  missing(): Missing {
    return { objectList: this.#listMissing, objects: [...this.#missing.values()] };
  }
}
