import { taskPool } from '../base/taskPool.ts';
import { type Dated, type DescribeGlobalSObject, describeGlobal } from '../salesforce/rest/describe.ts';
import {
  type DescribeOutcome,
  type DescribeRequest,
  describeMany,
  mostInOneCall,
} from '../salesforce/rest/describeMany.ts';
import { apiFolder } from '../salesforce/rest/versions.ts';
import type { Transport } from '../salesforce/transport/transport.ts';

/** Calls in flight at once. */
const parallel = 4;

export interface DescriberOptions {
  readonly transport: Transport;
  readonly apiVersion: () => Promise<string>;
  /** Whose objects are described; those of the REST API without it. */
  readonly api?: 'rest' | 'tooling' | undefined;
  /** How many objects, or lists of them, the org is being asked for. */
  readonly onAsking?: ((pending: number) => void) | undefined;
}

/** Asks the org what it is made of, in as few calls as can be. */
export class Describer {
  readonly #options: DescriberOptions;
  readonly #inTurn = taskPool(parallel);
  #pending = 0;

  constructor(options: DescriberOptions) {
    this.#options = options;
  }

  /** All objects; 'unchanged' where nothing changed since that date. */
  list(since?: string): Promise<Dated<readonly DescribeGlobalSObject[]> | 'unchanged'> {
    const { transport } = this.#options;
    return this.#asking(1, async () => describeGlobal(transport, await this.#folder(), since));
  }

  /** What became of each, by its name; an object that the org refuses has its error. Throws where a whole call failed. */
  async objects(wanted: readonly DescribeRequest[]): Promise<Map<string, DescribeOutcome>> {
    const { transport } = this.#options;
    const parts = Array.from({ length: Math.ceil(wanted.length / mostInOneCall) }, (_, index) =>
      wanted.slice(index * mostInOneCall, (index + 1) * mostInOneCall),
    );
    const ask = (part: readonly DescribeRequest[]) =>
      this.#asking(part.length, async () => describeMany(transport, await this.#folder(), part));
    const outcomes = await Promise.all(parts.map(part => this.#inTurn(() => ask(part))));
    const inOrder = outcomes.flat();
    return new Map(wanted.map(({ name }, index) => [name, inOrder[index]!]));
  }

  async #folder(): Promise<string> {
    const { apiVersion, api = 'rest' } = this.#options;
    return apiFolder(await apiVersion(), api);
  }

  async #asking<Result>(count: number, ask: () => Promise<Result>): Promise<Result> {
    const { onAsking } = this.#options;
    this.#pending += count;
    onAsking?.(this.#pending);
    try {
      return await ask();
    } finally {
      this.#pending -= count;
      onAsking?.(this.#pending);
    }
  }
}
