// What the record types of open records leave of their picklists, asked for once and known to the schemas of documents.
import { recordPicklists, type TypePicklists } from '../../../server/src/protocol/records.ts';
import type { LanguageService } from '../languageClient/service.ts';
import type { PicklistsByType } from './recordSchema.ts';

interface Options {
  readonly service: Pick<LanguageService, 'request'>;
  /** Another type of the object is known. */
  readonly onLoaded: (org: string, object: string) => void;
}

/** Of one object. */
interface Types {
  known: PicklistsByType;
  readonly asked: Set<string | null>;
  readonly asking: Set<Promise<void>>;
}

export class OpenTypePicklists {
  readonly #options: Options;
  readonly #types = new Map<string, Types>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** Asks for these types in the background. Whatever fails leaves the values as they are. */
  want(org: string, object: string, wanted: readonly (string | null)[]): void {
    const types = this.#of(org, object);
    for (const type of wanted) {
      types.asked.add(type);
      const answered: Promise<void> = this.#ask(org, object, type)
        .catch(() => undefined)
        .finally(() => types.asking.delete(answered));
      types.asking.add(answered);
    }
  }

  wasAsked(org: string, object: string, type: string | null): boolean {
    return this.#of(org, object).asked.has(type);
  }

  /** All that is known of the object, once nothing is on its way any more. */
  async known(org: string, object: string): Promise<PicklistsByType> {
    const types = this.#of(org, object);
    await Promise.all(types.asking);
    return types.known;
  }

  async #ask(org: string, object: string, recordType: string | null): Promise<void> {
    const { service, onLoaded } = this.#options;
    const { picklists } = await service.request(recordPicklists, { org, object, recordType });
    if (!picklists) return;
    const types = this.#of(org, object);
    types.known = new Map<string | null, TypePicklists>(types.known).set(recordType, picklists);
    onLoaded(org, object);
  }

  #of(org: string, object: string): Types {
    const place = `${org}/${object}`;
    const types = this.#types.get(place) ?? { known: new Map(), asked: new Set(), asking: new Set() };
    this.#types.set(place, types);
    return types;
  }
}
