// What the Objects view knows of an org: asked once, kept until the schema changes.
import type { OrgKey } from '../../../../server/src/protocol/orgs.ts';
import {
  describeObject,
  listObjects,
  type ObjectDescription,
  type ObjectItem,
} from '../../../../server/src/protocol/schema.ts';
import type { LanguageService } from '../../languageClient/service.ts';

export interface ObjectsRepository {
  /** The same array until the schema changes. */
  objects(org: OrgKey): Promise<readonly ObjectItem[]>;
  describe(org: OrgKey, object: string): Promise<ObjectDescription>;
  /**
   * Asks again for what was read, and keeps what came. Answers whether a view shows something else now: the server tells
   * of each describe that it gets, and most of them are of objects that nobody has opened.
   */
  refresh(org: OrgKey): Promise<boolean>;
}

interface Known {
  readonly ask: () => Promise<unknown>;
  readonly answer: Promise<unknown>;
}

export function createObjectsRepository(service: Pick<LanguageService, 'request'>): ObjectsRepository {
  const known = new Map<string, Known>();
  /** Keys of what was asked for in vain: a view shows why. */
  const failed = new Set<string>();
  const of = <T>(all: Iterable<T>, org: OrgKey, key: (one: T) => string) =>
    [...all].filter(one => key(one).startsWith(`${org}/`));

  const keep = (key: string, ask: () => Promise<unknown>, answer: Promise<unknown>) => {
    const entry = { ask, answer };
    known.set(key, entry);
    failed.delete(key);
    // A failure is not kept: the next look tries again.
    answer.catch(() => {
      if (known.get(key) !== entry) return;
      known.delete(key);
      failed.add(key);
    });
  };
  const once = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    if (!known.has(key)) keep(key, ask, ask());
    return known.get(key)!.answer as Promise<T>;
  };
  /** Whether the answer is another one now. */
  const askAgain = async (key: string, { ask, answer }: Known): Promise<boolean> => {
    const again = ask();
    const [before, now] = await Promise.all([answer, again].map(asked => asked.then(JSON.stringify, () => undefined)));
    if (before === now && now !== undefined) return false;
    if (known.get(key)?.answer === answer || !known.has(key)) keep(key, ask, again);
    return true;
  };

  return {
    objects: org => once(`${org}/`, async () => (await service.request(listObjects, { org })).objects),
    describe: (org, object) => once(`${org}/${object}`, () => service.request(describeObject, { org, object })),
    async refresh(org) {
      const inVain = of(failed, org, key => key);
      for (const key of inVain) failed.delete(key);
      const read = of(known, org, ([key]) => key);
      const changes = await Promise.all(read.map(([key, entry]) => askAgain(key, entry)));
      return inVain.length > 0 || changes.includes(true);
    },
  };
}
