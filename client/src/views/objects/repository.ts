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
  /** The next read asks again. */
  forget(org: OrgKey): void;
}

export function createObjectsRepository(service: Pick<LanguageService, 'request'>): ObjectsRepository {
  const known = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const asked = (known.get(key) as Promise<T> | undefined) ?? ask();
    known.set(key, asked);
    // A failure is not kept: the next look tries again.
    asked.catch(() => known.delete(key));
    return asked;
  };
  return {
    objects: org => once(`${org}/`, async () => (await service.request(listObjects, { org })).objects),
    describe: (org, object) => once(`${org}/${object}`, () => service.request(describeObject, { org, object })),
    forget(org) {
      for (const key of [...known.keys()].filter(key => key.startsWith(`${org}/`))) known.delete(key);
    },
  };
}
